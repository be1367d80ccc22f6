package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.EntryNames;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import java.io.IOException;
import java.util.Optional;

/**
 * Carries the end of an extraction up to {@link FormatArchive}, through the library's code too,
 * which reads by calling us back: hence an {@link IOException}.
 */
final class ExtractionEnded extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Extracted how;

  ExtractionEnded(Extracted how) {
    super("the extraction has ended");
    this.how = how;
  }

  Extracted how() {
    return how;
  }

  /** Whether the archive itself is to blame. */
  boolean isOfArchive() {
    return how instanceof Extracted.Failed(Failure.OfArchive _);
  }

  static ExtractionEnded of(Failure failure) {
    return new ExtractionEnded(new Extracted.Failed(failure));
  }

  static ExtractionEnded of(ArchiveProblem problem) {
    return of(new Failure.OfArchive(problem));
  }

  static ExtractionEnded corrupt(String detail) {
    return of(new ArchiveProblem.Corrupt(detail));
  }

  static ExtractionEnded unsafe(String entry, String why) {
    return of(new ArchiveProblem.UnsafeEntry(EntryNames.shown(entry), why));
  }

  /** Ends the extraction where there is a reason to. */
  static void unlessEmpty(Optional<Failure> failure) throws ExtractionEnded {
    if (failure.isPresent()) {
      throw of(failure.get());
    }
  }

  /** Ends the extraction where the archive has a problem. */
  static void unlessSound(Optional<ArchiveProblem> problem) throws ExtractionEnded {
    if (problem.isPresent()) {
      throw of(problem.get());
    }
  }

  /** It is a value that leaves a deep call: where it was made says nothing. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
