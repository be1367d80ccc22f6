package dev.leash.filesystem.archive;

/**
 * What the decoder of one archive takes of the memory of all: one share, which is given back before
 * a larger one is waited for. For one thread.
 */
final class DecoderMemory implements AutoCloseable {
  private final ArchiveMemory memory;
  private final ArrivingBytes source;
  private ArchiveMemory.Share share;
  private long held;

  DecoderMemory(ArchiveMemory memory, ArrivingBytes source) throws ExtractionEnded {
    this.memory = memory;
    this.source = source;
    this.share = memory.take(0, source);
  }

  /** Waits until so many bytes may be taken, all in all; the most that were stay taken. */
  void need(long bytes) throws ExtractionEnded {
    if (bytes > held) {
      share.close();
      share = memory.take(bytes, source);
      held = bytes;
    }
  }

  @Override
  public void close() {
    share.close();
  }
}
