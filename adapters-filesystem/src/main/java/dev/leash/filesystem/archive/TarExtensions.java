package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What extension records say of the next file. What pax says wins over GNU's long names, and both
 * over the header. For one thread.
 */
final class TarExtensions {
  private final ArchiveLimits limits;
  private final Set<Character> types = new HashSet<>();
  private Optional<String> longName = Optional.empty();
  private Optional<String> longLink = Optional.empty();
  private PaxAttributes pax;

  TarExtensions(ArchiveLimits limits) {
    this.limits = limits;
    this.pax = PaxAttributes.none(limits);
  }

  boolean isEmpty() {
    return types.isEmpty();
  }

  /** Adds a record of that type, {@link TarHeader#PAX} for all of pax. */
  void add(char type, byte[] data) throws ExtractionEnded {
    if (!types.add(type)) {
      // Some readers take the first, some the last, some both.
      throw ExtractionEnded.corrupt("it has two extension records of one kind for one file");
    }
    switch (type) {
      case TarHeader.LONG_NAME -> longName = Optional.of(text(data));
      case TarHeader.LONG_LINK -> longLink = Optional.of(text(data));
      default -> pax = PaxAttributes.parse(data, limits);
    }
  }

  /**
   * The file's header, with all that was said of it.
   *
   * @param everyModified what a global header says of all files
   */
  TarHeader applyTo(TarHeader header, Optional<Instant> everyModified) {
    return new TarHeader(
        header.type(),
        pax.path().or(() -> longName).orElse(header.name()),
        pax.linkPath().or(() -> longLink).orElse(header.linkName()),
        pax.size().orElse(header.size()),
        header.executable(),
        pax.modified().or(() -> everyModified).or(header::modified));
  }

  /** A character for each byte, up to the NUL that ends it. */
  private static String text(byte[] data) {
    String all = new String(data, StandardCharsets.ISO_8859_1);
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }
}
