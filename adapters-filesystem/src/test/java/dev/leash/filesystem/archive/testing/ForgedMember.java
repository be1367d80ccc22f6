package dev.leash.filesystem.archive.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One member of a tar, as a writer of tars means it, or not at all. Field offsets are those of
 * POSIX.1-2017 pax, "ustar Interchange Format".
 */
public final class ForgedMember {
  /** A block's length. */
  public static final int BLOCK = 512;

  private final byte[] header = new byte[BLOCK];
  private final byte[] data;
  private int checksumOff;
  private boolean signed;

  private ForgedMember(char type, byte[] name, byte[] data) {
    this.data = data;
    put(0, name);
    octal(100, 8, 0644);
    octal(108, 8, 0);
    octal(116, 8, 0);
    octal(124, 12, data.length);
    octal(136, 12, 1_580_702_707);
    header[156] = (byte) type;
    put(257, latin1("ustar\00000"));
  }

  /** A member of any type. */
  public static ForgedMember member(char type, String name, byte[] data) {
    return new ForgedMember(type, name.getBytes(StandardCharsets.UTF_8), data);
  }

  /** A regular file. */
  public static ForgedMember file(String name, String content) {
    return member('0', name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A regular file. */
  public static ForgedMember file(String name, byte[] content) {
    return member('0', name, content);
  }

  public static ForgedMember folder(String name) {
    return member('5', name, new byte[0]).mode(0755);
  }

  /** A symbolic link. */
  public static ForgedMember link(String name, String target) {
    return member('2', name, new byte[0]).linkName(target);
  }

  public static ForgedMember hardLink(String name, String target) {
    return member('1', name, new byte[0]).linkName(target);
  }

  /** GNU's record of a long name. */
  public static ForgedMember longName(String name) {
    return member('L', "././@LongLink", latin1(name + "\0"));
  }

  /** GNU's record of a long link. */
  public static ForgedMember longLink(String target) {
    return member('K', "././@LongLink", latin1(target + "\0"));
  }

  /** A pax header of records such as {@code path=x}. */
  public static ForgedMember pax(String... records) {
    return member('x', "PaxHeaders/x", records(records));
  }

  public static ForgedMember globalPax(String... records) {
    return member('g', "PaxHeaders/g", records(records));
  }

  /** With the length of each. */
  public static byte[] records(String... records) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String record : records) {
      int rest = record.getBytes(StandardCharsets.UTF_8).length + 2;
      int length = rest + String.valueOf(rest).length();
      length = rest + String.valueOf(length).length();
      all.writeBytes((length + " " + record + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return all.toByteArray();
  }

  public ForgedMember mode(int mode) {
    return octal(100, 8, mode);
  }

  /** What the header says of the size, whatever there is. */
  public ForgedMember size(long size) {
    return octal(124, 12, size);
  }

  public ForgedMember modified(long seconds) {
    return octal(136, 12, seconds);
  }

  public ForgedMember linkName(String target) {
    return put(157, target.getBytes(StandardCharsets.UTF_8));
  }

  public ForgedMember prefix(String prefix) {
    return put(345, latin1(prefix));
  }

  /** GNU's own magic. */
  public ForgedMember gnu() {
    return put(257, latin1("ustar  \0"));
  }

  /** As before there was ustar. */
  public ForgedMember old() {
    Arrays.fill(header, 257, BLOCK, (byte) 0);
    return this;
  }

  /** Any bytes of the header; its checksum is still right. */
  public ForgedMember put(int at, byte[] bytes) {
    System.arraycopy(bytes, 0, header, at, bytes.length);
    return this;
  }

  /** A number in GNU's base-256. */
  public ForgedMember base256(int at, int length, long value) {
    for (int i = 0; i < length; i++) {
      int shift = 8 * (length - 1 - i);
      header[at + i] = (byte) (shift >= Long.SIZE ? value >> 63 : value >> shift);
    }
    header[at] |= (byte) 0x80;
    return this;
  }

  /** A checksum that is wrong by so much. */
  public ForgedMember checksumOffBy(int by) {
    checksumOff = by;
    return this;
  }

  /** A checksum of signed bytes. */
  public ForgedMember signedChecksum() {
    signed = true;
    return this;
  }

  /** The header, the data, and what fills their last block. */
  public byte[] bytes() {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = checksumOff;
    for (byte b : header) {
      sum += signed ? b : Byte.toUnsignedInt(b);
    }
    put(148, latin1(String.format("%06o\0 ", sum)));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(header);
    all.writeBytes(data);
    all.writeBytes(new byte[-data.length & (BLOCK - 1)]);
    return all.toByteArray();
  }

  private ForgedMember octal(int at, int length, long value) {
    return put(at, latin1(String.format("%0" + (length - 1) + "o\0", value)));
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
