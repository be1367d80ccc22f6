package dev.leash.filesystem.archive;

import java.io.UncheckedIOException;
import org.tukaani.xz.ArrayCache;

/**
 * Makes the arrays of an xz decoder, where each block has a dictionary as large as it says, once
 * there is memory for them. For one thread.
 */
final class XzArrays extends ArrayCache {
  private final DecoderMemory memory;

  XzArrays(DecoderMemory memory) {
    this.memory = memory;
  }

  @Override
  public byte[] getByteArray(int size, boolean fillWithZeros) {
    try {
      memory.need(size);
    } catch (ExtractionEnded e) {
      throw new UncheckedIOException(e);
    }
    return new byte[size];
  }
}
