package dev.leash.filesystem.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes gzip (RFC 1952): all members, each with its CRC-32 and size checked, and its header's CRC
 * where it has one. Only zeroes may follow, as on tapes. The JDK's own stream tells by {@code
 * available()} whether another member follows, which for a file that arrives is a guess. For one
 * thread.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER = 64 << 10;

  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream compressed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private boolean first = true;
  private boolean inMember;
  private boolean ended;

  GzipStream(InputStream compressed) {
    this.compressed = compressed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!ended) {
      if (!inMember && !beginMember()) {
        ended = true;
        break;
      }
      int count = inflate(target, offset, length);
      if (count > 0 || length == 0) {
        crc.update(target, offset, count);
        return count;
      }
      endMember();
    }
    return -1;
  }

  /** 0 at the member's end, or when there is no room. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0 || length == 0 || inflater.finished()) {
          return count;
        }
        if (inflater.needsDictionary()) {
          throw damaged();
        }
        if (at == end && !fill()) {
          throw endsTooEarly();
        }
        inflater.setInput(buffer, at, end - at);
        at = end;
      }
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  /** False at the end of the file. */
  private boolean beginMember() throws IOException {
    int magic = next();
    if (!first && (magic < 0 || magic == 0)) {
      requireZeroes();
      return false;
    }
    if (magic != 0x1f || next() != 0x8b) {
      throw first ? damaged() : ExtractionEnded.corrupt("something follows its gzip data");
    }
    first = false;
    crc.reset();
    crc.update(0x1f);
    crc.update(0x8b);
    readHeader();
    crc.reset();
    inflater.reset();
    inMember = true;
    return true;
  }

  private void readHeader() throws IOException {
    int method = header();
    int flags = header();
    if (method != 8 || (flags & RESERVED) != 0) {
      throw damaged();
    }
    // Time, extra flags, system.
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(header() | header() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      long expected = crc.getValue() & 0xffff;
      if (little(2) != expected) {
        throw damaged();
      }
    }
  }

  private void endMember() throws IOException {
    at -= inflater.getRemaining();
    if (little(4) != crc.getValue()) {
      throw ExtractionEnded.corrupt("the CRC-32 of its gzip data is not what they say");
    }
    if (little(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw ExtractionEnded.corrupt("the size of its gzip data is not what they say");
    }
    inMember = false;
  }

  private void requireZeroes() throws IOException {
    int next = 0;
    while (next == 0) {
      next = next();
    }
    if (next > 0) {
      throw ExtractionEnded.corrupt("something follows its gzip data");
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      header();
    }
  }

  /** It may be as long as the file: nothing of it is kept. */
  private void skipText() throws IOException {
    int next;
    do {
      next = header();
    } while (next != 0);
  }

  /** A byte that the header's CRC counts. */
  private int header() throws IOException {
    int next = required();
    crc.update(next);
    return next;
  }

  private long little(int count) throws IOException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (long) required() << (8 * i);
    }
    return value;
  }

  private int required() throws IOException {
    int next = next();
    if (next < 0) {
      throw endsTooEarly();
    }
    return next;
  }

  /** A byte of the file; negative at its end. */
  private int next() throws IOException {
    return at < end || fill() ? Byte.toUnsignedInt(buffer[at++]) : -1;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, compressed.read(buffer, 0, BUFFER));
    return end > 0;
  }

  private static ExtractionEnded damaged() {
    return ExtractionEnded.corrupt("its gzip data are damaged");
  }

  private static ExtractionEnded endsTooEarly() {
    return ExtractionEnded.corrupt("its gzip data end too early");
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }
}
