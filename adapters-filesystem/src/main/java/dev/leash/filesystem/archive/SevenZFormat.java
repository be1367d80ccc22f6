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
    ArrivingBytes source = extraction.source();
    SevenZStart start = SevenZStart.read(source);
    if (start.isEmpty()) {
      return judged(extraction, SevenZPlan.empty(start.fileLength()), memory.take(0, source));
    }
    // Whoever waits for bytes keeps no memory from others.
    long reading = SevenZHeader.await(source, start, extraction.options());
    ArchiveMemory.Share share = memory.take(reading, source);
    try {
      SevenZHeader header = SevenZHeader.read(source, start, extraction.options());
      SevenZPlan plan = SevenZPlan.of(header, start.fileLength(), extraction.options());
      share.keep(plan.memory());
      return judged(extraction, plan, share);
    } catch (ExtractionEnded | RuntimeException | Error e) {
      share.close();
      throw e;
    }
  }

  private Plan judged(Extraction extraction, SevenZPlan plan, ArchiveMemory.Share share) {
    SevenZUnpacker unpacker = new SevenZUnpacker(extraction, plan, memory);
    return new Plan(plan.files(), plan.bytes(), 0, new Judged(unpacker, share));
  }

  private record Judged(SevenZUnpacker unpacker, ArchiveMemory.Share share) implements Work {
    @Override
    public void unpack() throws ExtractionEnded {
      unpacker.unpack();
    }

    @Override
    public void close() {
      share.close();
    }
  }
}
