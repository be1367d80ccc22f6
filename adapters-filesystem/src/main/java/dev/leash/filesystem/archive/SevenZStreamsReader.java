package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads where the packed bytes lie, how they are decoded, and to which files each block's bytes
 * belong ("streams info" in 7zFormat.txt). For one header.
 */
final class SevenZStreamsReader {
  private static final int END = 0x00;
  private static final int PACKED = 0x06;
  private static final int CODED = 0x07;
  private static final int PARTS = 0x08;
  private static final int SIZES = 0x09;
  private static final int CRCS = 0x0a;
  private static final int FOLDERS = 0x0b;
  private static final int CODED_SIZES = 0x0c;
  private static final int PART_COUNTS = 0x0d;

  /** BCJ2's, the most that one block has. */
  private static final int PACKED_OF_A_BLOCK = 4;

  /** Each holds its coders; an archive has a handful of kinds. */
  private static final int MOST_KINDS = 1_000;

  private final SevenZInput in;
  private final long boundary;
  private final int most;

  private long packedAt = SevenZStart.SIZE;
  private long[] packedSizes = {};
  private List<SevenZFolder> folders = List.of();
  private List<long[]> codedSizes = List.of();
  private long[] blockCrcs = {};

  /**
   * @param boundary where the packed bytes must have ended in the file
   * @param most how many files there may be
   */
  SevenZStreamsReader(SevenZInput in, long boundary, int most) {
    this.in = in;
    this.boundary = boundary;
    this.most = most;
  }

  SevenZStreams read() throws ExtractionEnded {
    int next = in.nextByte();
    if (next == PACKED) {
      readPacked();
      next = in.nextByte();
    }
    if (next == CODED) {
      readCoded();
      next = in.nextByte();
    }
    SevenZStreams streams;
    if (next == PARTS) {
      streams = readParts();
      next = in.nextByte();
    } else {
      int[] one = new int[folders.size()];
      Arrays.fill(one, 1);
      streams = new SevenZStreams(blocks(one), blockSizes(), blockCrcs);
    }
    requireEnd(next);
    return streams;
  }

  private void readPacked() throws ExtractionEnded {
    long offset = in.number();
    packedSizes = new long[bounded(in.count(1), PACKED_OF_A_BLOCK * (long) most)];
    int next = in.nextByte();
    if (next == SIZES) {
      for (int i = 0; i < packedSizes.length; i++) {
        packedSizes[i] = in.number();
      }
      next = in.nextByte();
    }
    if (next == CRCS) {
      // Of packed bytes: what they expand to has CRCs of its own.
      readCrcs(packedSizes.length);
      next = in.nextByte();
    }
    requireEnd(next);
    placePacked(offset);
  }

  private void placePacked(long offset) throws ExtractionEnded {
    packedAt = SevenZStart.SIZE + offset;
    long room = boundary - SevenZStart.SIZE - offset;
    for (long size : packedSizes) {
      if (room < size) {
        throw ExtractionEnded.corrupt("its end header says that its data lie where they do not");
      }
      room -= size;
    }
  }

  private void readCoded() throws ExtractionEnded {
    in.requireByte(FOLDERS);
    int count = bounded(in.count(2), most);
    in.requireByte(0);
    folders = new ArrayList<>();
    Map<List<Byte>, SevenZFolder> kinds = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int from = in.position();
      SevenZFolder folder = SevenZFolder.read(in);
      folders.add(kinds.computeIfAbsent(in.since(from), _ -> folder));
      if (kinds.size() > MOST_KINDS) {
        throw ExtractionEnded.of(new Bomb("more than " + MOST_KINDS + " kinds of blocks"));
      }
    }
    in.requireByte(CODED_SIZES);
    codedSizes = new ArrayList<>();
    for (SevenZFolder folder : folders) {
      long[] sizes = new long[folder.coders()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = in.number();
      }
      codedSizes.add(sizes);
    }
    int next = in.nextByte();
    blockCrcs = new long[count];
    Arrays.fill(blockCrcs, SevenZBlock.NO_CRC);
    if (next == CRCS) {
      blockCrcs = readCrcs(count);
      next = in.nextByte();
    }
    requireEnd(next);
  }

  private SevenZStreams readParts() throws ExtractionEnded {
    int[] counts = new int[folders.size()];
    Arrays.fill(counts, 1);
    int next = in.nextByte();
    if (next == PART_COUNTS) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = bounded(in.number(), most);
      }
      next = in.nextByte();
    }
    bounded(Arrays.stream(counts).asLongStream().sum(), most);
    boolean told = next == SIZES;
    long[] sizes = partSizes(counts, told);
    if (told) {
      next = in.nextByte();
    }
    long[] crcs = partCrcs(counts, sizes.length, next == CRCS);
    if (next == CRCS) {
      next = in.nextByte();
    }
    requireEnd(next);
    return new SevenZStreams(blocks(counts), sizes, crcs);
  }

  /** The last of each block's has what the others leave. */
  private long[] partSizes(int[] counts, boolean told) throws ExtractionEnded {
    long[] sizes = new long[Arrays.stream(counts).sum()];
    long[] left = blockSizes();
    int part = 0;
    for (int block = 0; block < counts.length; block++) {
      if (counts[block] == 0 || (counts[block] > 1 && !told)) {
        throw SevenZInput.damaged();
      }
      for (int i = 1; i < counts[block]; i++) {
        sizes[part] = in.number();
        left[block] -= sizes[part++];
        if (left[block] < 0) {
          throw SevenZInput.damaged();
        }
      }
      sizes[part++] = left[block];
    }
    return sizes;
  }

  /** The CRC of a block with one file is that file's; the others are told here. */
  private long[] partCrcs(int[] counts, int parts, boolean told) throws ExtractionEnded {
    boolean[] known = new boolean[parts];
    long[] crcs = new long[parts];
    Arrays.fill(crcs, SevenZBlock.NO_CRC);
    int unknown = 0;
    int part = 0;
    for (int block = 0; block < counts.length; block++) {
      if (counts[block] == 1 && blockCrcs[block] != SevenZBlock.NO_CRC) {
        crcs[part] = blockCrcs[block];
        known[part] = true;
      } else {
        unknown += counts[block];
      }
      part += counts[block];
    }
    if (told) {
      long[] rest = readCrcs(unknown);
      int next = 0;
      for (int i = 0; i < parts; i++) {
        if (!known[i]) {
          crcs[i] = rest[next++];
        }
      }
    }
    return crcs;
  }

  private List<SevenZBlock> blocks(int[] files) throws ExtractionEnded {
    List<SevenZBlock> blocks = new ArrayList<>();
    long at = packedAt;
    int used = 0;
    for (int i = 0; i < folders.size(); i++) {
      int end = used + folders.get(i).packedStreams();
      if (end > packedSizes.length) {
        throw SevenZInput.damaged();
      }
      long[] packed = Arrays.copyOfRange(packedSizes, used, end);
      blocks.add(
          new SevenZBlock(folders.get(i), codedSizes.get(i), at, packed, blockCrcs[i], files[i]));
      at += Arrays.stream(packed).sum();
      used = end;
    }
    if (used != packedSizes.length) {
      throw SevenZInput.damaged();
    }
    return blocks;
  }

  private long[] blockSizes() {
    long[] sizes = new long[folders.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = codedSizes.get(i)[folders.get(i).last()];
    }
    return sizes;
  }

  private long[] readCrcs(int count) throws ExtractionEnded {
    BitSet known = in.allOrBits(count);
    long[] crcs = new long[count];
    for (int i = 0; i < count; i++) {
      crcs[i] = known.get(i) ? Integer.toUnsignedLong(in.nextInt()) : SevenZBlock.NO_CRC;
    }
    return crcs;
  }

  private int bounded(long count, long bound) throws ExtractionEnded {
    if (count > bound) {
      throw ExtractionEnded.of(new LimitExceeded("entries", most));
    }
    return (int) count;
  }

  private static void requireEnd(int next) throws ExtractionEnded {
    if (next != END) {
      throw SevenZInput.damaged();
    }
  }
}
