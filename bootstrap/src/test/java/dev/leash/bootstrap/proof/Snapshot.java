package dev.leash.bootstrap.proof;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lies below a folder at one moment, with all that the file system tells of it. */
record Snapshot(SortedMap<String, Seen> seen) {

  /**
   * One path.
   *
   * @param changed when content, name or attributes last changed: nobody can set it
   */
  record Seen(
      String content, Object inode, Object mode, long size, FileTime modified, FileTime changed) {}

  /** Of a folder below the root, which may be missing; the paths are relative to the root. */
  static Snapshot of(Path root, String folder) throws IOException {
    SortedMap<String, Seen> seen = new TreeMap<>();
    Path top = root.resolve(folder);
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return new Snapshot(seen);
    }
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            seen.put(root.relativize(path).toString(), look(path, attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            seen.put(root.relativize(path).toString(), look(path, attributes));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) {
            return moved(root, path, seen);
          }
        });
    return new Snapshot(seen);
  }

  SortedMap<String, String> contents() {
    SortedMap<String, String> contents = new TreeMap<>();
    seen.forEach((path, one) -> contents.put(path, one.content));
    return contents;
  }

  /** Whether something in it was made, changed or renamed after that. */
  boolean isYoungerThan(Instant instant) {
    return seen.values().stream().anyMatch(one -> one.changed.toInstant().isAfter(instant));
  }

  /** What the walk listed and did not find: somebody moves it, and the comparison will tell. */
  private static FileVisitResult moved(Path root, Path path, Map<String, Seen> seen) {
    FileTime never = FileTime.fromMillis(0);
    seen.put(root.relativize(path).toString(), new Seen("(moved)", 0, 0, 0, never, never));
    return FileVisitResult.CONTINUE;
  }

  private static Seen look(Path path, BasicFileAttributes attributes) throws IOException {
    try {
      Map<String, Object> more =
          Files.readAttributes(path, "unix:ino,mode,ctime", LinkOption.NOFOLLOW_LINKS);
      return new Seen(
          content(path, attributes),
          more.get("ino"),
          more.get("mode"),
          // A folder's size is the file system's own business.
          attributes.isDirectory() ? 0 : attributes.size(),
          attributes.lastModifiedTime(),
          (FileTime) more.get("ctime"));
    } catch (NoSuchFileException e) {
      FileTime never = FileTime.fromMillis(0);
      return new Seen("(moved)", 0, 0, 0, never, never);
    }
  }

  private static String content(Path path, BasicFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      return Contents.FOLDER;
    }
    return attributes.isRegularFile() ? Contents.of(Files.readAllBytes(path)) : "(other)";
  }
}
