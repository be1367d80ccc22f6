package dev.leash.filesystem.archive;

import dev.leash.filesystem.archive.SevenZCoder.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * How a block's coders are wired ("folder" in 7zFormat.txt). Each gives one stream, and all of them
 * end up in the last one. Many blocks share one.
 */
final class SevenZFolder {
  /** BCJ2 takes four, encryption one more. 7-Zip itself stops at 32. */
  private static final int MOST_CODERS = 8;

  /** In bytes; of the methods that are known, encryption has the most: 18 to 34. */
  private static final int MOST_PROPERTIES = 64;

  private static final int ID_LENGTH = 0x0f;
  private static final int HAS_COUNTS = 0x10;
  private static final int HAS_PROPERTIES = 0x20;
  private static final int RESERVED = 0xc0;

  /** An input that has no source yet; packed stream 0 is -1, 1 is -2, and so on. */
  private static final int NONE = Integer.MAX_VALUE;

  private final List<Step> steps = new ArrayList<>();
  private int inputs;
  private int[] sources = {};
  private int packedStreams;
  private int last;

  /** A coder, whose first input has that index. */
  private record Step(SevenZMethod method, ByteBuffer properties, int firstInput) {}

  private SevenZFolder() {}

  static SevenZFolder read(SevenZInput in) throws ExtractionEnded {
    SevenZFolder folder = new SevenZFolder();
    int coders = in.countUpTo(MOST_CODERS);
    for (int i = 0; i < coders; i++) {
      folder.readStep(in);
    }
    folder.readWiring(in);
    return folder;
  }

  int coders() {
    return steps.size();
  }

  int packedStreams() {
    return packedStreams;
  }

  /** The coder that gives the block's bytes, by its index. */
  int last() {
    return last;
  }

  /**
   * The block's last coder, and with it all the others.
   *
   * @param sizes what each gives
   * @param from where the packed bytes begin
   * @param packed how many each packed stream has
   */
  SevenZCoder coder(long[] sizes, long from, long[] packed) {
    return coder(last, sizes, from, packed);
  }

  private SevenZCoder coder(int index, long[] sizes, long from, long[] packed) {
    Step step = steps.get(index);
    List<Source> feeds = new ArrayList<>();
    for (int i = 0; i < step.method().inputs(); i++) {
      int source = sources[step.firstInput() + i];
      if (source >= 0) {
        feeds.add(new Source.Decoded(coder(source, sizes, from, packed)));
      } else {
        long before = Arrays.stream(packed).limit(-1 - source).sum();
        feeds.add(new Source.Packed(from + before, packed[-1 - source]));
      }
    }
    return new SevenZCoder(step.method(), step.properties(), feeds, sizes[index]);
  }

  private void readStep(SevenZInput in) throws ExtractionEnded {
    int flags = in.nextByte();
    if ((flags & RESERVED) != 0) {
      throw SevenZInput.damaged();
    }
    SevenZMethod method = SevenZMethod.of(HexFormat.of().formatHex(in.bytes(flags & ID_LENGTH)));
    int reads = 1;
    if ((flags & HAS_COUNTS) != 0) {
      reads = in.countUpTo(MOST_CODERS);
      in.requireByte(1);
    }
    if (reads != method.inputs()) {
      throw SevenZInput.damaged();
    }
    byte[] properties =
        (flags & HAS_PROPERTIES) == 0 ? new byte[0] : in.bytes(in.countUpTo(MOST_PROPERTIES));
    steps.add(new Step(method, ByteBuffer.wrap(properties).order(ByteOrder.LITTLE_ENDIAN), inputs));
    inputs += reads;
  }

  private void readWiring(SevenZInput in) throws ExtractionEnded {
    sources = new int[inputs];
    Arrays.fill(sources, NONE);
    boolean[] used = new boolean[steps.size()];
    for (int i = 0; i < steps.size() - 1; i++) {
      int input = in.countUpTo(inputs - 1);
      int coder = in.countUpTo(steps.size() - 1);
      if (used[coder]) {
        throw SevenZInput.damaged();
      }
      used[coder] = true;
      wire(input, coder);
    }
    readPackedStreams(in);
    last = firstUnused(used);
    // Each is used once at the most, so those that are not below the last one go in circles.
    if (steps.isEmpty() || countFrom(last) != steps.size()) {
      throw SevenZInput.damaged();
    }
  }

  private void readPackedStreams(SevenZInput in) throws ExtractionEnded {
    packedStreams = inputs - Math.max(0, steps.size() - 1);
    if (packedStreams == 1) {
      for (int i = 0; i < inputs; i++) {
        if (sources[i] == NONE) {
          wire(i, -1);
        }
      }
      return;
    }
    for (int i = 0; i < packedStreams; i++) {
      wire(in.countUpTo(inputs - 1), -1 - i);
    }
  }

  private void wire(int input, int source) throws ExtractionEnded {
    if (sources[input] != NONE) {
      throw SevenZInput.damaged();
    }
    sources[input] = source;
  }

  private static int firstUnused(boolean[] used) {
    int index = 0;
    while (index < used.length && used[index]) {
      index++;
    }
    return index;
  }

  private int countFrom(int coder) {
    int count = 1;
    Step step = steps.get(coder);
    for (int i = 0; i < step.method().inputs(); i++) {
      int source = sources[step.firstInput() + i];
      count += source >= 0 ? countFrom(source) : 0;
    }
    return count;
  }
}
