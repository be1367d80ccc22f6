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
  Plan plan(Extraction extraction) throws ExtractionEnded {
    ArrivingBytes source = extraction.source();
    SevenZStart start = SevenZStart.read(source);
    if (start.isEmpty()) {
      return new Judged(extraction, SevenZPlan.empty(start.fileLength()), memory.take(0, source));
    }
    // Whoever waits for bytes keeps no memory from others.
    long reading = SevenZHeader.await(source, start, extraction.options());
    ArchiveMemory.Share share = memory.take(reading, source);
    boolean judged = false;
    try {
      SevenZHeader header = SevenZHeader.read(source, start, extraction.options());
      SevenZPlan plan = SevenZPlan.of(header, start.fileLength(), extraction.options());
      share.keep(plan.memory());
      judged = true;
      return new Judged(extraction, plan, share);
    } finally {
      if (!judged) {
        share.close();
      }
    }
  }

  private final class Judged implements Plan {
    private final Extraction extraction;
    private final SevenZPlan plan;
    private final ArchiveMemory.Share share;

    Judged(Extraction extraction, SevenZPlan plan, ArchiveMemory.Share share) {
      this.extraction = extraction;
      this.plan = plan;
      this.share = share;
    }

    @Override
    public long files() {
      return plan.files();
    }

    @Override
    public long bytes() {
      return plan.bytes();
    }

    @Override
    public void unpack() throws ExtractionEnded {
      new SevenZUnpacker(extraction, plan, memory).unpack();
    }

    @Override
    public void close() {
      share.close();
    }
  }
}
