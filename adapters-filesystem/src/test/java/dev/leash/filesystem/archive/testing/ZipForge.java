package dev.leash.filesystem.archive.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Builds zips byte by byte, so that any field can lie (APPNOTE.TXT 4.3). What is not made to lie is
 * true. Not safe for use by several threads.
 */
public final class ZipForge {
  private final List<ForgedEntry> entries = new ArrayList<>();
  private final End end = new End();
  private Consumer<End> lies = _ -> {};
  private byte[] prefix = new byte[0];
  private boolean offsetsCountPrefix = true;
  private boolean zip64;

  /** The end record's fields; those of zip64 where there is one, too. Change them to lie. */
  public static final class End {
    public int disk;
    public int directoryDisk;
    public long entriesHere;
    public long entries;
    public long directorySize;
    public long directoryOffset;
    public byte[] comment = new byte[0];

    /** As told; negative for the true one. */
    public int commentLength = -1;

    public byte[] trailing = new byte[0];
    public byte[] beforeEnd = new byte[0];
    public long wideEntries;
    public long wideDirectorySize;
    public long wideDirectoryOffset;
    public long locatorOffset;
    public int locatorDisks = 1;
  }

  public ZipForge add(ForgedEntry entry) {
    entries.add(entry);
    return this;
  }

  /**
   * Puts something before the zip; its offsets are counted from the file's start, as {@code zip -A}
   * corrects them.
   */
  public ZipForge prefix(byte[] bytes) {
    prefix = bytes.clone();
    offsetsCountPrefix = true;
    return this;
  }

  /** Puts something before the zip, whose offsets stay as they were. */
  public ZipForge prefixUncounted(byte[] bytes) {
    prefix = bytes.clone();
    offsetsCountPrefix = false;
    return this;
  }

  /** Writes the zip64 end record, and saturates the other's fields. */
  public ZipForge zip64() {
    zip64 = true;
    return this;
  }

  /** Changes what the end records say. */
  public ZipForge end(Consumer<End> lie) {
    lies = lies.andThen(lie);
    return this;
  }

  public byte[] bytes() {
    Out out = new Out();
    out.bytes(prefix);
    int base = offsetsCountPrefix ? 0 : prefix.length;
    for (ForgedEntry entry : entries) {
      out.bytes(entry.gap);
      entry.settle(out.size() - base);
      local(out, entry);
    }
    int directory = out.size();
    entries.forEach(entry -> central(out, entry));
    end(out, directory - base, out.size() - base);
    return out.toByteArray();
  }

  private static void local(Out out, ForgedEntry entry) {
    ForgedEntry.Header header = entry.local;
    out.ints(0x04034b50).shorts(20, header.flags, header.method, entry.dosTime, entry.dosDate);
    out.ints(header.crc, header.compressedSize, header.size)
        .shorts(header.name.length, header.extra.length);
    out.bytes(header.name).bytes(header.extra).bytes(entry.data).bytes(entry.descriptorBytes());
  }

  private static void central(Out out, ForgedEntry entry) {
    ForgedEntry.Header header = entry.central;
    out.ints(0x02014b50)
        .shorts(entry.madeBy, 20, header.flags, header.method, entry.dosTime, entry.dosDate);
    out.ints(header.crc, header.compressedSize, header.size);
    out.shorts(header.name.length, header.extra.length, entry.comment.length, entry.disk, 0);
    out.ints(entry.external, entry.offset)
        .bytes(header.name)
        .bytes(header.extra)
        .bytes(entry.comment);
  }

  private void end(Out out, long directory, long directoryEnd) {
    end.entries = entries.size();
    end.directorySize = directoryEnd - directory;
    end.directoryOffset = directory;
    end.wideEntries = end.entries;
    end.wideDirectorySize = end.directorySize;
    end.wideDirectoryOffset = directory;
    end.locatorOffset = directoryEnd;
    if (zip64) {
      end.entries = 0xffff;
      end.directorySize = 0xffff_ffffL;
      end.directoryOffset = 0xffff_ffffL;
    }
    end.entriesHere = Long.MIN_VALUE;
    lies.accept(end);
    if (zip64) {
      out.ints(0x06064b50)
          .longs(44)
          .shorts(45, 45)
          .ints(0, 0)
          .longs(end.wideEntries, end.wideEntries);
      out.longs(end.wideDirectorySize, end.wideDirectoryOffset);
      out.ints(0x07064b50, 0).longs(end.locatorOffset).ints(end.locatorDisks);
    }
    out.bytes(end.beforeEnd).ints(0x06054b50).shorts(end.disk, end.directoryDisk);
    out.shorts(
        (int) (end.entriesHere == Long.MIN_VALUE ? end.entries : end.entriesHere),
        (int) end.entries);
    out.ints(end.directorySize, end.directoryOffset);
    out.shorts(end.commentLength < 0 ? end.comment.length : end.commentLength);
    out.bytes(end.comment).bytes(end.trailing);
  }

  /** An extra field. */
  public static byte[] extra(int id, byte[] content) {
    return new Out().shorts(id, content.length).bytes(content).toByteArray();
  }

  /** Numbers of 8 bytes. */
  public static byte[] longs(long... values) {
    return new Out().longs(values).toByteArray();
  }

  /** Numbers of 4 bytes. */
  public static byte[] ints(long... values) {
    return new Out().ints(values).toByteArray();
  }

  /** The field that tells a name in UTF-8, as it fits {@code rawName}. */
  public static byte[] unicodePath(byte[] rawName, String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return extra(
        0x7075, new Out().bytes(new byte[] {1}).ints(crc(rawName)).bytes(utf8).toByteArray());
  }

  /** The field that tells a modification time. */
  public static byte[] extendedTimestamp(long seconds) {
    return extra(0x5455, new Out().bytes(new byte[] {1}).ints(seconds).toByteArray());
  }

  public static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** Little-endian. */
  static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    int size() {
      return bytes.size();
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }

    Out bytes(byte[] value) {
      bytes.writeBytes(value);
      return this;
    }

    Out shorts(int... values) {
      for (int value : values) {
        bytes.write(value);
        bytes.write(value >> 8);
      }
      return this;
    }

    Out ints(long... values) {
      for (long value : values) {
        bytes.writeBytes(little(4).putInt((int) value).array());
      }
      return this;
    }

    Out longs(long... values) {
      for (long value : values) {
        bytes.writeBytes(little(8).putLong(value).array());
      }
      return this;
    }

    private static ByteBuffer little(int size) {
      return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
