package dev.leash.filesystem.archive;

import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Archive.Options;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of one member of a tar.
 *
 * @param path where it goes; empty when nothing of its name is left, and so nothing is made of it
 * @param target where a link leads, as the archive has it; empty for anything else
 */
record TarEntry(
    Kind kind,
    Optional<EntryPath> path,
    String target,
    long size,
    boolean executable,
    Optional<Instant> modified) {

  /** What a member is. */
  enum Kind {
    FOLDER,
    FILE,
    LINK,
    HARD_LINK
  }

  /** Judges a member; what may not be written is refused. */
  static TarEntry of(TarHeader header, Options options) throws ExtractionEnded {
    String name = utf8(header.name(), header.name());
    Kind kind = kind(header, name);
    if (kind != Kind.FILE && header.size() != 0) {
      // Some readers take them for data, some for the next header.
      throw ExtractionEnded.corrupt(
          EntryNames.shown(name) + ": it is no file, and yet has content");
    }
    Optional<EntryPath> path = new EntryPaths(options).of(name, kind == Kind.FOLDER);
    boolean link = kind == Kind.LINK || kind == Kind.HARD_LINK;
    return new TarEntry(
        kind,
        path,
        link ? utf8(header.linkName(), name) : "",
        header.size(),
        header.executable(),
        header.modified());
  }

  /**
   * The file that a hard link names: by its path in the archive, with the same components stripped.
   */
  Optional<EntryPath> hardLinkTarget(Options options) throws ExtractionEnded {
    return new EntryPaths(options).of(target, true);
  }

  /** A name that ends with a separator is a folder's: before ustar there was no type for one. */
  private static Kind kind(TarHeader header, String name) throws ExtractionEnded {
    boolean namedFolder = name.endsWith("/");
    return switch (header.type()) {
      case TarHeader.FOLDER -> Kind.FOLDER;
      case TarHeader.FILE, TarHeader.OLD_FILE, TarHeader.CONTIGUOUS_FILE ->
          namedFolder ? Kind.FOLDER : Kind.FILE;
      case TarHeader.LINK, TarHeader.HARD_LINK -> {
        if (namedFolder) {
          throw ExtractionEnded.unsafe(name, "is a link with a folder's name");
        }
        yield header.type() == TarHeader.LINK ? Kind.LINK : Kind.HARD_LINK;
      }
      case TarHeader.SPARSE_FILE -> throw TarHeader.sparse();
      case TarHeader.NEXT_PART -> throw TarHeader.partOfSeveral();
      default -> throw ExtractionEnded.unsafe(name, "is neither a file nor a folder nor a link");
    };
  }

  private static String utf8(String bytes, String name) throws ExtractionEnded {
    return Utf8.strict(bytes.getBytes(StandardCharsets.ISO_8859_1), name);
  }
}
