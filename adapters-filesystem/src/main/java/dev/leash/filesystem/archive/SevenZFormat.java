package dev.leash.filesystem.archive;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Unpacks a 7z: reads its end header first, judges all of it, then decodes block after block while
 * they arrive. Thread-safe.
 */
final class SevenZFormat extends PlannedFormat {
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
  Planner begin(Extraction extraction) {
    return () -> plan(extraction);
  }

  private Plan plan(Extraction extraction) throws ExtractionEnded {
    SevenZPlan plan = judge(extraction);
    return new Plan(
        plan.files(), plan.bytes(), 0, new SevenZUnpacker(extraction, plan, memory)::unpack);
  }

  private SevenZPlan judge(Extraction extraction) throws ExtractionEnded {
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
