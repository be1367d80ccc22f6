package dev.leash.filesystem.archive.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Builds 7zs byte by byte, so that any field can lie (7zFormat.txt of the LZMA SDK). What is not
 * made to lie is true. Not safe for use by several threads.
 */
public final class SevenZForge {
  /** One coder that copies. */
  public static final byte[] COPY = bytes(1, 1, 0);

  private final List<ForgedFile> files = new ArrayList<>();
  private final Start start = new Start();
  private Consumer<Start> lies = _ -> {};
  private UnaryOperator<byte[]> packing = UnaryOperator.identity();
  private byte[] folder = COPY;
  private boolean solid = true;
  private boolean encoded;
  private byte[] headerFolder = COPY;
  private UnaryOperator<byte[]> headerPacking = UnaryOperator.identity();
  private long[] given = {};
  private Consumer<Header> headerLies = _ -> {};

  /** The start header's fields. Change them to lie. */
  public static final class Start {
    public int major;
    public long offset;
    public long size;
    public long crc;

    /** As told; negative for the true one. */
    public long startCrc = -1;

    public byte[] trailing = {};
  }

  /** The end header's parts, each from its own id on. Change them to lie. */
  public static final class Header {
    public byte[] properties = {};
    public byte[] packed = {};
    public byte[] coded = {};
    public byte[] parts = {};
    public byte[] files = {};
    public byte[] trailing = {};
  }

  /** An entry. Change its fields to lie. */
  public static final class ForgedFile {
    public byte[] name;
    public byte[] content;
    public boolean empty;
    public boolean emptyFile;
    public boolean anti;

    /** Negative for none. */
    public long crc;

    public int attributes;
    public long fileTime;

    ForgedFile(String name, byte[] content) {
      this.name = (name + "\0").getBytes(StandardCharsets.UTF_16LE);
      this.content = content.clone();
      this.crc = ZipForge.crc(content);
      this.empty = content.length == 0;
      this.emptyFile = empty;
    }
  }

  public SevenZForge file(String name, String content) {
    return file(name, content, _ -> {});
  }

  public SevenZForge file(String name, String content, Consumer<ForgedFile> change) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), change);
  }

  public SevenZForge file(String name, byte[] content, Consumer<ForgedFile> change) {
    ForgedFile file = new ForgedFile(name, content);
    change.accept(file);
    files.add(file);
    return this;
  }

  public SevenZForge folder(String name) {
    return folder(name, _ -> {});
  }

  public SevenZForge folder(String name, Consumer<ForgedFile> change) {
    return file(
        name,
        "",
        file -> {
          file.emptyFile = false;
          file.attributes = 0x10;
          change.accept(file);
        });
  }

  /** An entry with a POSIX mode and file type. */
  public SevenZForge unix(String name, String content, int mode) {
    return file(name, content, file -> file.attributes = 0x8000 | mode << 16);
  }

  /** Gives each file a block of its own. */
  public SevenZForge separate() {
    solid = false;
    return this;
  }

  /** Has the blocks coded in another way. */
  public SevenZForge coded(byte[] wiring, UnaryOperator<byte[]> coder) {
    folder = wiring.clone();
    packing = coder;
    return this;
  }

  /** Has the end header told by another, which copies it. */
  public SevenZForge encodedHeader() {
    return encodedHeader(COPY, UnaryOperator.identity());
  }

  /** Has the end header told by another, coded in this way. */
  public SevenZForge encodedHeader(byte[] wiring, UnaryOperator<byte[]> coder) {
    encoded = true;
    headerFolder = wiring.clone();
    headerPacking = coder;
    return this;
  }

  /**
   * Tells how many bytes the first coders of each chain give, where that is not the block's size.
   */
  public SevenZForge giving(long... sizes) {
    given = sizes.clone();
    return this;
  }

  public SevenZForge start(Consumer<Start> lie) {
    lies = lies.andThen(lie);
    return this;
  }

  public SevenZForge header(Consumer<Header> lie) {
    headerLies = headerLies.andThen(lie);
    return this;
  }

  public byte[] bytes() {
    List<byte[]> blocks = blocks();
    ZipForge.Out packed = new ZipForge.Out();
    List<byte[]> streams = blocks.stream().map(packing).toList();
    streams.forEach(packed::bytes);
    byte[] header = header(blocks, streams);
    if (encoded) {
      byte[] stream = headerPacking.apply(header);
      byte[] outer = outerHeader(header, stream, packed.size());
      packed.bytes(stream);
      header = outer;
    }
    start.offset = packed.size();
    start.size = header.length;
    start.crc = ZipForge.crc(header);
    lies.accept(start);
    byte[] told = new ZipForge.Out().longs(start.offset, start.size).ints(start.crc).toByteArray();
    return new ZipForge.Out()
        .bytes(bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, start.major, 4))
        .ints(start.startCrc < 0 ? ZipForge.crc(told) : start.startCrc)
        .bytes(told)
        .bytes(packed.toByteArray())
        .bytes(header)
        .bytes(start.trailing)
        .toByteArray();
  }

  private List<ForgedFile> with(Predicate<ForgedFile> what) {
    return files.stream().filter(what).toList();
  }

  private List<byte[]> blocks() {
    List<byte[]> contents = with(file -> !file.empty).stream().map(file -> file.content).toList();
    if (!solid || contents.isEmpty()) {
      return contents;
    }
    ZipForge.Out all = new ZipForge.Out();
    contents.forEach(all::bytes);
    return List.of(all.toByteArray());
  }

  private byte[] header(List<byte[]> blocks, List<byte[]> streams) {
    Header header = new Header();
    if (!blocks.isEmpty()) {
      header.packed = packInfo(0, streams);
      header.coded = codedInfo(folder, blocks, new byte[0]);
      header.parts = parts();
    }
    header.files = filesInfo();
    headerLies.accept(header);
    ZipForge.Out out = new ZipForge.Out().bytes(bytes(0x01)).bytes(header.properties);
    if (header.packed.length + header.coded.length + header.parts.length > 0) {
      out.bytes(bytes(0x04))
          .bytes(header.packed)
          .bytes(header.coded)
          .bytes(header.parts)
          .bytes(bytes(0));
    }
    return out.bytes(header.files).bytes(bytes(0)).bytes(header.trailing).toByteArray();
  }

  private byte[] outerHeader(byte[] inner, byte[] stream, long offset) {
    return new ZipForge.Out()
        .bytes(bytes(0x17))
        .bytes(packInfo(offset, List.of(stream)))
        .bytes(codedInfo(headerFolder, List.of(inner), bytes(0x0a, 1), ZipForge.crc(inner)))
        .bytes(bytes(0))
        .toByteArray();
  }

  /** Where the packed streams are. */
  public static byte[] packInfo(long offset, List<byte[]> streams) {
    ZipForge.Out out = new ZipForge.Out().bytes(bytes(0x06)).bytes(number(offset));
    out.bytes(number(streams.size())).bytes(bytes(0x09));
    streams.forEach(stream -> out.bytes(number(stream.length)));
    return out.bytes(bytes(0)).toByteArray();
  }

  private byte[] codedInfo(byte[] folder, List<byte[]> blocks, byte[] crcsId, long... crcs) {
    ZipForge.Out out = new ZipForge.Out().bytes(bytes(0x07, 0x0b));
    out.bytes(number(blocks.size())).bytes(bytes(0));
    blocks.forEach(_ -> out.bytes(folder));
    out.bytes(bytes(0x0c));
    for (byte[] block : blocks) {
      for (int coder = 0; coder < folder[0]; coder++) {
        boolean told = coder < Math.min(given.length, folder[0] - 1);
        out.bytes(number(told ? given[coder] : block.length));
      }
    }
    return out.bytes(crcsId).ints(crcs).bytes(bytes(0)).toByteArray();
  }

  private byte[] parts() {
    List<ForgedFile> contents = with(file -> !file.empty);
    ZipForge.Out out = new ZipForge.Out().bytes(bytes(0x08));
    if (solid) {
      out.bytes(bytes(0x0d)).bytes(number(contents.size()));
      if (contents.size() > 1) {
        out.bytes(bytes(0x09));
        contents.stream()
            .limit(contents.size() - 1)
            .forEach(file -> out.bytes(number(file.content.length)));
      }
    }
    out.bytes(bytes(0x0a, 0)).bytes(bits(contents, file -> file.crc >= 0));
    contents.stream().filter(file -> file.crc >= 0).forEach(file -> out.ints(file.crc));
    return out.bytes(bytes(0)).toByteArray();
  }

  private byte[] filesInfo() {
    List<ForgedFile> empty = with(file -> file.empty);
    ZipForge.Out names = new ZipForge.Out().bytes(bytes(0));
    files.forEach(file -> names.bytes(file.name));
    ZipForge.Out times =
        new ZipForge.Out().bytes(bytes(0)).bytes(bits(files, file -> file.fileTime != 0));
    times.bytes(bytes(0));
    with(file -> file.fileTime != 0).forEach(file -> times.longs(file.fileTime));
    ZipForge.Out attributes =
        new ZipForge.Out().bytes(bytes(0)).bytes(bits(files, file -> file.attributes != 0));
    attributes.bytes(bytes(0));
    with(file -> file.attributes != 0).forEach(file -> attributes.ints(file.attributes));
    return new ZipForge.Out()
        .bytes(bytes(0x05))
        .bytes(number(files.size()))
        .bytes(property(0x0e, bits(files, file -> file.empty)))
        .bytes(property(0x0f, bits(empty, file -> file.emptyFile)))
        .bytes(property(0x10, bits(empty, file -> file.anti)))
        .bytes(property(0x11, names.toByteArray()))
        .bytes(property(0x14, times.toByteArray()))
        .bytes(property(0x15, attributes.toByteArray()))
        .bytes(bytes(0))
        .toByteArray();
  }

  /** A property of the files. */
  public static byte[] property(int id, byte[] content) {
    return new ZipForge.Out()
        .bytes(bytes(id))
        .bytes(number(content.length))
        .bytes(content)
        .toByteArray();
  }

  private static byte[] bits(List<ForgedFile> files, Predicate<ForgedFile> what) {
    byte[] bits = new byte[(files.size() + 7) / 8];
    for (int i = 0; i < files.size(); i++) {
      if (what.test(files.get(i))) {
        bits[i / 8] |= (byte) (0x80 >> i % 8);
      }
    }
    return bits;
  }

  /** A number as short as it can be. */
  public static byte[] number(long value) {
    for (int more = 0; more < 8; more++) {
      if (value >>> (7 * (more + 1)) == 0) {
        int first = ((0xff00 >> more) & 0xff) | (int) (value >>> (8 * more));
        byte[] bytes = bytes(first, 0, 0, 0, 0, 0, 0, 0);
        for (int i = 0; i < more; i++) {
          bytes[i + 1] = (byte) (value >>> (8 * i));
        }
        return Arrays.copyOf(bytes, more + 1);
      }
    }
    return new ZipForge.Out().bytes(bytes(0xff)).longs(value).toByteArray();
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Several one after the other. */
  public static byte[] join(byte[]... parts) {
    ZipForge.Out out = new ZipForge.Out();
    for (byte[] part : parts) {
      out.bytes(part);
    }
    return out.toByteArray();
  }
}
