package dev.leash.filesystem.archive.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/** One entry of a {@link ZipForge}. Not safe for use by several threads. */
public final class ForgedEntry {
  /** How a data descriptor is written. */
  public enum Descriptor {
    NONE,
    SIGNED,
    BARE,
    WIDE
  }

  final Header local = new Header();
  final Header central = new Header();
  byte[] data;
  byte[] gap = new byte[0];
  byte[] comment = new byte[0];
  int madeBy = 20;
  int disk;
  long external;
  long offset;
  int dosTime = 3 << 11 | 4 << 5 | 3;
  int dosDate = 44 << 9 | 1 << 5 | 2;
  private Descriptor descriptor = Descriptor.NONE;
  private byte @Nullable [] forgedDescriptor;
  private Consumer<ForgedEntry> lies = _ -> {};

  /** One of an entry's two headers. Change its fields to lie. */
  public static final class Header {
    public byte[] name = new byte[0];
    public byte[] extra = new byte[0];
    public int flags;
    public int method;
    public long crc;
    public long compressedSize;
    public long size;
  }

  private ForgedEntry(byte[] name, byte[] content) {
    data = content.clone();
    both(header -> {
      header.name = name.clone();
      header.crc = ZipForge.crc(content);
      header.compressedSize = content.length;
      header.size = content.length;
    });
  }

  /** A stored file or, when its name ends with a slash, an empty folder. */
  public static ForgedEntry entry(String name, String content) {
    return entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public static ForgedEntry entry(String name, byte[] content) {
    return entry(name.getBytes(StandardCharsets.UTF_8), content);
  }

  public static ForgedEntry entry(byte[] rawName, byte[] content) {
    return new ForgedEntry(rawName, content);
  }

  public ForgedEntry deflated() {
    return compressed(8, deflate(data));
  }

  /** Has other bytes for its data, of some method. */
  public ForgedEntry compressed(int method, byte[] bytes) {
    data = bytes.clone();
    both(header -> {
      header.method = method;
      header.compressedSize = data.length;
    });
    return this;
  }

  /** Tells CRC and sizes after the data, and in the local header nothing. */
  public ForgedEntry descriptor(Descriptor kind) {
    descriptor = kind;
    both(header -> header.flags |= 1 << 3);
    local.crc = 0;
    local.compressedSize = 0;
    local.size = 0;
    return this;
  }

  public ForgedEntry forgedDescriptor(byte[] bytes) {
    forgedDescriptor = bytes.clone();
    return this;
  }

  public ForgedEntry utf8() {
    return both(header -> header.flags |= 1 << 11);
  }

  /** Made on Unix, with a mode and file type. */
  public ForgedEntry unix(int mode) {
    madeBy = 3 << 8 | 20;
    external = (long) mode << 16;
    return this;
  }

  /** The version and, in the upper byte, the system that made it. */
  public ForgedEntry madeBy(int value) {
    madeBy = value;
    return this;
  }

  public ForgedEntry dosTime(int date, int time) {
    dosDate = date;
    dosTime = time;
    return this;
  }

  public ForgedEntry onDisk(int number) {
    disk = number;
    return this;
  }

  /** Puts bytes before the local header that belong to nothing. */
  public ForgedEntry gap(byte[] bytes) {
    gap = bytes.clone();
    return this;
  }

  public ForgedEntry comment(byte[] bytes) {
    comment = bytes.clone();
    return this;
  }

  public ForgedEntry local(Consumer<Header> change) {
    change.accept(local);
    return this;
  }

  public ForgedEntry central(Consumer<Header> change) {
    change.accept(central);
    return this;
  }

  public ForgedEntry both(Consumer<Header> change) {
    return local(change).central(change);
  }

  /** Has the directory say another offset. */
  public ForgedEntry offset(long forged) {
    lies = lies.andThen(entry -> entry.offset = forged);
    return this;
  }

  /** Called when it is known where its local header lies. */
  void settle(long at) {
    offset = at;
    lies.accept(this);
  }

  byte[] descriptorBytes() {
    if (forgedDescriptor != null) {
      return forgedDescriptor;
    }
    ZipForge.Out out = new ZipForge.Out();
    return switch (descriptor) {
      case NONE -> new byte[0];
      case SIGNED ->
          out.ints(0x08074b50, central.crc, central.compressedSize, central.size).toByteArray();
      case BARE -> out.ints(central.crc, central.compressedSize, central.size).toByteArray();
      case WIDE ->
          out.ints(0x08074b50, central.crc)
              .longs(central.compressedSize, central.size)
              .toByteArray();
    };
  }

  /** A deflate stream without a header. */
  public static byte[] deflate(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
