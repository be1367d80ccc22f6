package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Finds the end record and checks what it says against the file, before anything is sized by it
 * (APPNOTE.TXT 4.3.14 to 4.3.16). Exactly one may be there, the directory must end where it begins,
 * and nothing may follow its comment: readers that search differently must all find the same.
 */
final class EndRecordReader {
  private static final int SIGNATURE = 0x06054b50;
  static final int SIZE = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int WIDE_SIGNATURE = 0x06064b50;
  private static final int WIDE_SIZE = 56;

  /** What a wide record's own size field does not count. */
  private static final int WIDE_UNCOUNTED = 12;

  /** Room for extensions of the wide record, which nobody is known to write. */
  private static final long MAX_WIDE = 0xffff;

  /** So much at a file's end tells where its directory is. */
  static final int TAIL = MAX_COMMENT + SIZE + LOCATOR_SIZE + WIDE_SIZE;

  private static final int SATURATED_SHORT = 0xffff;
  private static final long SATURATED_INT = 0xffff_ffffL;

  private final ArrivingBytes source;
  private final long length;
  private final long tailStart;
  private final ByteBuffer tail;

  private EndRecordReader(ArrivingBytes source) throws ExtractionEnded {
    this.source = source;
    this.length = source.length();
    int tailLength = (int) Math.min(length, TAIL);
    this.tailStart = length - tailLength;
    source.want(tailStart, tailLength);
    this.tail = littleEndian(source.bytes(tailStart, tailLength));
  }

  /** Waits for the file's end; empty when no end record is there. */
  static Optional<EndRecord> read(ArrivingBytes source) throws ExtractionEnded {
    EndRecordReader reader = new EndRecordReader(source);
    int at = reader.find();
    return at < 0 ? Optional.empty() : Optional.of(reader.readAt(at));
  }

  static boolean isAt(ArrivingBytes source, long position) throws ExtractionEnded {
    return littleEndian(source.bytes(position, Integer.BYTES)).getInt(0) == SIGNATURE;
  }

  private int find() throws ExtractionEnded {
    int last = -1;
    for (int at = tail.limit() - SIZE; at >= 0 && at >= tail.limit() - SIZE - MAX_COMMENT; at--) {
      if (tail.getInt(at) != SIGNATURE) {
        continue;
      }
      int end = at + SIZE + shortAt(at + 20);
      if (last >= 0 && end == tail.limit()) {
        throw ExtractionEnded.corrupt("it has two end records");
      }
      if (last < 0 && end != tail.limit()) {
        throw ExtractionEnded.corrupt(
            end < tail.limit() ? "something follows its end record" : "its end record is cut");
      }
      last = Math.max(last, at);
    }
    return last;
  }

  private EndRecord readAt(int at) throws ExtractionEnded {
    int locator = at - LOCATOR_SIZE;
    if (locator >= 0 && tail.getInt(locator) == LOCATOR_SIGNATURE) {
      return readWide(at, locator);
    }
    int entries = shortAt(at + 10);
    requireOnePart(shortAt(at + 4) == 0 && shortAt(at + 6) == 0 && shortAt(at + 8) == entries);
    return placed(entries, intAt(at + 12), intAt(at + 16), tailStart + at);
  }

  private EndRecord readWide(int at, int locator) throws ExtractionEnded {
    requireOnePart(intAt(locator + 4) == 0 && intAt(locator + 16) <= 1);
    long position = widePosition(tail.getLong(locator + 8), tailStart + locator);
    ByteBuffer wide = littleEndian(source.bytes(position, WIDE_SIZE));
    long size = wide.getLong(4);
    if (wide.getInt(0) != WIDE_SIGNATURE
        || position + WIDE_UNCOUNTED + size != tailStart + locator) {
      throw ExtractionEnded.corrupt("its zip64 end record is not where it should be");
    }
    long entries = wide.getLong(32);
    requireOnePart(wide.getInt(16) == 0 && wide.getInt(20) == 0 && wide.getLong(24) == entries);
    long directorySize = wide.getLong(40);
    long offset = wide.getLong(48);
    requireAgreement(shortAt(at + 10), SATURATED_SHORT, entries);
    requireAgreement(intAt(at + 12), SATURATED_INT, directorySize);
    requireAgreement(intAt(at + 16), SATURATED_INT, offset);
    return placed(entries, directorySize, offset, position);
  }

  /**
   * The wide record is where the locator says, or right before the locator when something was put
   * before the zip.
   */
  private long widePosition(long told, long locator) throws ExtractionEnded {
    long adjacent = locator - WIDE_SIZE;
    if (told < 0 || told > adjacent || (told < locator - MAX_WIDE && adjacent < 0)) {
      throw ExtractionEnded.corrupt("its zip64 end record is not where it should be");
    }
    return told >= locator - MAX_WIDE
            && littleEndian(source.bytes(told, 4)).getInt(0) == WIDE_SIGNATURE
        ? told
        : adjacent;
  }

  private EndRecord placed(long entries, long directorySize, long offset, long directoryEnd)
      throws ExtractionEnded {
    if (entries < 0 || directorySize < 0 || offset < 0 || directorySize > directoryEnd) {
      throw ExtractionEnded.corrupt("its directory does not lie in it");
    }
    long directory = directoryEnd - directorySize;
    if (offset > directory) {
      throw ExtractionEnded.corrupt("its directory does not lie where the end record says");
    }
    return new EndRecord(entries, directory, directoryEnd, directory - offset, length);
  }

  static void requireOnePart(boolean onePart) throws ExtractionEnded {
    if (!onePart) {
      throw ExtractionEnded.of(new Unsupported("one part of a zip in several parts"));
    }
  }

  private static void requireAgreement(long narrow, long saturated, long wide)
      throws ExtractionEnded {
    if (narrow != saturated && narrow != wide) {
      throw ExtractionEnded.corrupt("its two end records contradict each other");
    }
  }

  private int shortAt(int at) {
    return Short.toUnsignedInt(tail.getShort(at));
  }

  private long intAt(int at) {
    return Integer.toUnsignedLong(tail.getInt(at));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
