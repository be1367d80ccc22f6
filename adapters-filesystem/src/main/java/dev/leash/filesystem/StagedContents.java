package dev.leash.filesystem;

import dev.leash.domain.archive.EntryPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What has been made of a staged tree. Safe for use by several threads. */
final class StagedContents {
  private final Path root;

  // Guarded by this.
  private final Set<EntryPath> folders = new HashSet<>();
  private final List<StagedFile> files = new ArrayList<>();

  StagedContents(Path root) {
    this.root = root;
  }

  /** Where an entry lies. */
  Path resolve(EntryPath path) {
    Path at = root;
    for (String component : path.components()) {
      at = at.resolve(component);
    }
    return at;
  }

  synchronized boolean hasFolder(EntryPath path) {
    return path.isRoot() || folders.contains(path);
  }

  synchronized void addFolder(EntryPath path) {
    folders.add(path);
  }

  /** A file is added once it is whole. */
  synchronized void add(StagedFile file) {
    files.add(file);
  }

  /** The whole files and the links, in no order. */
  synchronized List<StagedFile> files() {
    return List.copyOf(files);
  }

  /** Where the whole files are. */
  List<Path> regularFiles() {
    return files().stream().filter(file -> !file.link()).map(file -> resolve(file.path())).toList();
  }

  /** Where the folders are: what lies deeper first, the root last. */
  synchronized List<Path> folders() {
    Comparator<EntryPath> byDepth = Comparator.comparingInt(path -> path.components().size());
    return Stream.concat(
            folders.stream().sorted(byDepth.reversed()).map(this::resolve), Stream.of(root))
        .toList();
  }
}
