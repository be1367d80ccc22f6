package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.util.List;
import java.util.Optional;

/**
 * Unzips a zip: reads its directory first, judges all of it, then unzips entry after entry in the
 * order in which they arrive, with several threads where they have arrived already. Also for files
 * that only may have a zip at their end. Thread-safe.
 */
final class ZipFormat extends PlannedFormat {
  /**
   * In bytes: what the library makes of an entry (570, measured with 100,000 names of 40
   * characters), and what we make of it meanwhile.
   */
  private static final long READING_AN_ENTRY = 900;

  /** In bytes: our record of an entry, its name, and what the tree keeps of it. */
  private static final long KEEPING_AN_ENTRY = 400;

  private final Crew crew;
  private final ArchiveMemory memory;

  /**
   * @param crew helps with what has arrived
   * @param memory what all archives together may take
   */
  ZipFormat(Crew crew, ArchiveMemory memory) {
    this.crew = crew;
    this.memory = memory;
  }

  @Override
  Planner begin(Extraction extraction) throws ExtractionEnded {
    ZipAhead ahead = new ZipAhead(extraction, crew);
    if (ZipAhead.isWorthwhile(extraction)) {
      ahead.run();
    }
    return () -> plan(extraction, ahead);
  }

  private Plan plan(Extraction extraction, ZipAhead ahead) throws ExtractionEnded {
    EndRecord end = end(extraction);
    CentralDirectory.requireBounds(end, extraction.options().limits());
    ArrivingBytes source = extraction.source();
    source.want(end.directory(), end.directorySize());
    // Whoever waits for bytes keeps no memory from others.
    source.await(end.directory(), end.directorySize());
    ArchiveMemory.Share share = memory.take(readingBytes(end), source);
    try {
      ZipPlan plan = judge(extraction, end);
      if (plan.library().isEmpty()) {
        share.shrinkTo(end.entries() * KEEPING_AN_ENTRY);
      }
      if (!ahead.isStartOf(plan)) {
        plan.close();
        throw source.startOver();
      }
      Unzipping unzipping = new Unzipping(extraction, plan, ahead, crew);
      long written = plan.bytesBefore(ahead.unzipped());
      return new Plan(
          plan.files(), plan.bytes(), written, new Judged(source, plan, unzipping, share));
    } catch (ExtractionEnded | RuntimeException | Error e) {
      share.close();
      throw e;
    }
  }

  private record Judged(
      ArrivingBytes source, ZipPlan plan, Unzipping unzipping, ArchiveMemory.Share share)
      implements Work {
    @Override
    public void unpack() throws ExtractionEnded {
      requireNoZipBefore(source, plan);
      unzipping.run();
    }

    @Override
    public void close() throws ExtractionEnded {
      try (share) {
        plan.close();
      }
    }
  }

  private static long readingBytes(EndRecord end) {
    return end.directorySize() + end.entries() * READING_AN_ENTRY;
  }

  private static EndRecord end(Extraction extraction) throws ExtractionEnded {
    Optional<EndRecord> end = EndRecordReader.read(extraction.source());
    if (end.isEmpty()) {
      throw extraction.look() == Look.ZIP
          ? ExtractionEnded.corrupt("it is a zip without its end")
          : ExtractionEnded.of(new Unsupported(extraction.look().description()));
    }
    return end.get();
  }

  private static ZipPlan judge(Extraction extraction, EndRecord end) throws ExtractionEnded {
    ArrivingBytes source = extraction.source();
    CentralDirectory directory = CentralDirectory.read(source, end);
    if (end.entries() == 0) {
      requireNoLocalHeader(source, end);
      return new ZipPlan(List.of(), end, Optional.empty());
    }
    return ZipPlan.of(source, directory, extraction.options());
  }

  /**
   * Junk may come before the first entry, but not another whole zip: who reads from the start would
   * see other files than we.
   */
  private static void requireNoZipBefore(ArrivingBytes source, ZipPlan plan)
      throws ExtractionEnded {
    long first = plan.entries().isEmpty() ? 0 : plan.entries().getFirst().headerOffset();
    if (first >= LocalFields.SIZE + EndRecordReader.SIZE
        && LocalFields.isAt(source, 0)
        && EndRecordReader.isAt(source, first - EndRecordReader.SIZE)) {
      throw ExtractionEnded.corrupt("it is two zips in one");
    }
  }

  /**
   * An end record that denies the entries before it would make every one of them vanish in silence.
   */
  private static void requireNoLocalHeader(ArrivingBytes source, EndRecord end)
      throws ExtractionEnded {
    if (end.directory() >= LocalFields.SIZE && LocalFields.isAt(source, 0)) {
      throw ExtractionEnded.corrupt("it has more entries than its end record says");
    }
  }
}
