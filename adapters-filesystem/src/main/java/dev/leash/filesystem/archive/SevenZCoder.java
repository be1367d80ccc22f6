package dev.leash.filesystem.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a block's decoding, with all the steps before it.
 *
 * @param properties little-endian
 * @param inputs what it reads
 * @param size how many bytes it gives
 */
record SevenZCoder(SevenZMethod method, ByteBuffer properties, List<Source> inputs, long size) {
  /** Where a coder's input comes from. */
  sealed interface Source {
    /** Bytes of the file. */
    record Packed(long position, long size) implements Source {}

    /** What another coder gives. */
    record Decoded(SevenZCoder coder) implements Source {}
  }

  SevenZCoder {
    inputs = List.copyOf(inputs);
  }

  /** What it takes to run this and all that it reads from. */
  long memory() throws ExtractionEnded {
    long sum = method.memory(properties, size);
    for (Source input : inputs) {
      sum +=
          switch (input) {
            case Source.Packed _ -> PackedStream.BUFFER;
            case Source.Decoded(SevenZCoder coder) -> SevenZJoint.BUFFER + coder.memory();
          };
    }
    return sum;
  }

  /** The most that it or one of those before it gives. */
  long largest() {
    long largest = size;
    for (Source input : inputs) {
      if (input instanceof Source.Decoded(SevenZCoder coder)) {
        largest = Math.max(largest, coder.largest());
      }
    }
    return largest;
  }

  boolean isEncrypted() {
    return method == SevenZMethod.AES
        || inputs.stream()
            .anyMatch(
                input -> input instanceof Source.Decoded(SevenZCoder coder) && coder.isEncrypted());
  }

  /** Begins to decode; takes the memory. */
  InputStream open(ArrivingBytes source) throws IOException {
    List<InputStream> streams = new ArrayList<>();
    for (Source input : inputs) {
      streams.add(
          switch (input) {
            case Source.Packed(long position, long packed) ->
                new PackedStream(source, position, packed);
            case Source.Decoded(SevenZCoder coder) ->
                new SevenZJoint(source, coder.open(source), coder.size());
          });
    }
    return method.open(streams, properties, size);
  }
}
