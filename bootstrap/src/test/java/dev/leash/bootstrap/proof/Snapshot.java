package dev.leash.bootstrap.proof;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What lies below a folder at one moment, with all that the file system tells of it. */
record Snapshot(SortedMap<String, Seen> seen) {
  private static final String ATTRIBUTES = "unix:ino,mode,size,lastModifiedTime,ctime";
  private static final int KIND = 0170000;
  private static final int FOLDER = 0040000;
  private static final int REGULAR = 0100000;

  /** One path. */
  record Seen(String content, Facts facts) {}

  /**
   * What the file system tells of a path.
   *
   * @param changed when content, name or attributes last changed: nobody can set it
   */
  record Facts(long inode, int mode, long size, FileTime modified, FileTime changed) {
    static Facts of(Path path) throws IOException {
      Map<String, Object> all = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      int mode = (int) of(all, "mode");
      return new Facts(
          (long) of(all, "ino"),
          mode,
          // A folder's size is the file system's own business.
          (mode & KIND) == FOLDER ? 0 : (long) of(all, "size"),
          (FileTime) of(all, "lastModifiedTime"),
          (FileTime) of(all, "ctime"));
    }

    private static Object of(Map<String, Object> all, String name) {
      return Objects.requireNonNull(all.get(name), name);
    }

    boolean isFolder() {
      return (mode & KIND) == FOLDER;
    }

    boolean isFile() {
      return (mode & KIND) == REGULAR;
    }
  }

  static Snapshot empty() {
    return new Snapshot(new TreeMap<>());
  }

  /** Of a folder below the root, which may be missing; the paths are relative to the root. */
  static Snapshot of(Path root, String folder) throws IOException {
    return empty().again(root, folder);
  }

  /** The same later; of a file of which nothing has changed the content is not read again. */
  Snapshot again(Path root, String folder) throws IOException {
    Snapshot now = empty();
    now.walk(root, root.resolve(folder), this);
    return now;
  }

  SortedMap<String, String> contents() {
    SortedMap<String, String> contents = new TreeMap<>();
    seen.forEach((path, one) -> contents.put(path, one.content));
    return contents;
  }

  /** Whether something in it was made, changed or renamed after that. */
  boolean isYoungerThan(Instant instant) {
    return seen.values().stream().anyMatch(one -> one.facts.changed.toInstant().isAfter(instant));
  }

  private void walk(Path root, Path path, Snapshot before) throws IOException {
    String name = root.relativize(path).toString();
    try {
      Facts facts = Facts.of(path);
      Seen last = before.seen.get(name);
      seen.put(
          name,
          last != null && last.facts.equals(facts) ? last : new Seen(read(path, facts), facts));
      if (facts.isFolder()) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
          for (Path child : children) {
            walk(root, child, before);
          }
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException _) {
      // Missing, or moved while we look: the comparison will tell.
    }
  }

  private static String read(Path path, Facts facts) throws IOException {
    if (facts.isFolder()) {
      return Contents.FOLDER;
    }
    return facts.isFile() ? Contents.of(Files.readAllBytes(path)) : "(other)";
  }
}
