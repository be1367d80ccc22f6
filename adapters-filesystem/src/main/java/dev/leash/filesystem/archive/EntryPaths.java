package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Archive.Options;
import java.util.Optional;

/** Where entries go, by their names and the components that are to be stripped. */
record EntryPaths(Options options) {
  /**
   * Judges a name, and what is left of it.
   *
   * @return empty where nothing is left of it, so that nothing is to be made
   */
  Optional<EntryPath> of(String name, boolean folder) throws ExtractionEnded {
    Optional<EntryPath> path =
        safe(name).strip(options.stripComponents()).filter(left -> !left.isRoot());
    if (path.isEmpty() && options.stripComponents() == 0 && !folder) {
      throw ExtractionEnded.unsafe(name, "has no name");
    }
    // What is left may begin with a drive letter that was harmless before.
    return path.isPresent() && options.stripComponents() > 0
        ? Optional.of(safe(path.get().toString()))
        : path;
  }

  /** Two texts that are mostly the same are kept once. */
  static String once(String text, String kept) {
    return text.equals(kept) ? kept : text;
  }

  private EntryPath safe(String name) throws ExtractionEnded {
    return switch (EntryPath.parse(name, options.names(), options.limits())) {
      case EntryPath.Parsed.Safe(EntryPath path) -> path;
      case EntryPath.Parsed.Refused(var problem) -> throw ExtractionEnded.of(problem);
    };
  }
}
