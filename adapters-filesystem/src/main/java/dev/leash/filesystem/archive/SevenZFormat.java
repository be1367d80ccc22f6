package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Extracted;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Unpacks a 7z: reads its end header first, judges all of it, then decodes block after block while
 * they arrive. Thread-safe.
 */
final class SevenZFormat implements ArchiveFormat {
  /**
   * One at a time: a header expands to 32 MiB at the most, and its entries take as much again while
   * they are judged. Whoever holds it waits for nothing.
   */
  private final ReentrantLock planning = new ReentrantLock();

  private final ArchiveMemory memory;

  SevenZFormat(ArchiveMemory memory) {
    this.memory = memory;
  }

  @Override
  public Extracted.Whole extract(Extraction extraction) throws ExtractionEnded {
    SevenZPlan plan = plan(extraction);
    ExtractionEnded.unlessEmpty(extraction.tree().expect(plan.bytes()));
    extraction.listener().planned(OptionalLong.of(plan.files()));
    new SevenZUnpacker(extraction, plan, memory).unpack();
    extraction.source().stopIfCancelled();
    ExtractionEnded.unlessEmpty(extraction.tree().seal());
    return new Extracted.Whole(plan.files(), plan.bytes());
  }

  private SevenZPlan plan(Extraction extraction) throws ExtractionEnded {
    ArrivingBytes source = extraction.source();
    SevenZStart start = SevenZStart.read(source);
    if (start.isEmpty()) {
      return SevenZPlan.empty(start.fileLength());
    }
    SevenZHeader.await(source, start, extraction.options());
    planning.lock();
    try {
      SevenZHeader header = SevenZHeader.read(source, start, extraction.options());
      return SevenZPlan.of(header, start.fileLength(), extraction.options());
    } finally {
      planning.unlock();
    }
  }
}
