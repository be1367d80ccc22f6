package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.port.Archive.Extracted;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Unzips a zip: reads its directory first, judges all of it, then unzips entry after entry in the
 * order in which they arrive, with several threads where they have arrived already. Also for files
 * that only may have a zip at their end. Thread-safe.
 */
final class ZipFormat implements ArchiveFormat {
  private final Crew crew;

  /**
   * @param crew helps with what has arrived
   */
  ZipFormat(Crew crew) {
    this.crew = crew;
  }

  @Override
  public Extracted.Whole extract(Extraction extraction) throws ExtractionEnded {
    try (ZipPlan plan = plan(extraction)) {
      ExtractionEnded.unlessEmpty(extraction.tree().expect(plan.bytes()));
      extraction.listener().planned(OptionalLong.of(plan.files()));
      new Unzipping(extraction, plan, crew).run();
      extraction.source().stopIfCancelled();
      ExtractionEnded.unlessEmpty(extraction.tree().seal());
      return new Extracted.Whole(plan.files(), plan.bytes());
    }
  }

  private static ZipPlan plan(Extraction extraction) throws ExtractionEnded {
    ArrivingBytes source = extraction.source();
    Optional<EndRecord> end = EndRecordReader.read(source);
    if (end.isEmpty()) {
      throw extraction.look() == Look.ZIP
          ? ExtractionEnded.corrupt("it is a zip without its end")
          : ExtractionEnded.of(new Unsupported(extraction.look().description()));
    }
    CentralDirectory directory =
        CentralDirectory.read(source, end.get(), extraction.options().limits());
    if (end.get().entries() == 0) {
      requireNoLocalHeader(source, end.get());
      return new ZipPlan(List.of(), end.get(), Optional.empty());
    }
    ZipPlan plan = ZipPlan.of(source, directory, extraction.options());
    requireNoZipBefore(source, plan.entries().getFirst().headerOffset());
    return plan;
  }

  /**
   * Junk may come before the first entry, but not another whole zip: who reads from the start would
   * see other files than we.
   */
  private static void requireNoZipBefore(ArrivingBytes source, long first) throws ExtractionEnded {
    if (first >= LocalHeader.SIZE + EndRecordReader.SIZE
        && LocalHeader.isAt(source, 0)
        && EndRecordReader.isAt(source, first - EndRecordReader.SIZE)) {
      throw ExtractionEnded.corrupt("it is two zips in one");
    }
  }

  /**
   * An end record that denies the entries before it would make every one of them vanish in silence.
   */
  private static void requireNoLocalHeader(ArrivingBytes source, EndRecord end)
      throws ExtractionEnded {
    if (end.directory() >= LocalHeader.SIZE && LocalHeader.isAt(source, 0)) {
      throw ExtractionEnded.corrupt("it has more entries than its end record says");
    }
  }
}
