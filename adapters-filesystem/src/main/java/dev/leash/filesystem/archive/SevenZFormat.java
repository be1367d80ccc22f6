package dev.leash.filesystem.archive;

/**
 * Unpacks a 7z: reads its end header first, judges all of it, then decodes block after block while
 * they arrive. Thread-safe.
 */
final class SevenZFormat extends PlannedFormat {
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
    long reading = SevenZHeader.await(source, start, extraction.options());
    try (ArchiveMemory.Share _ = memory.take(reading, source)) {
      SevenZHeader header = SevenZHeader.read(source, start, extraction.options());
      return SevenZPlan.of(header, start.fileLength(), extraction.options());
    }
  }
}
