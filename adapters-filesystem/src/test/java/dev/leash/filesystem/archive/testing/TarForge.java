package dev.leash.filesystem.archive.testing;

import java.io.ByteArrayOutputStream;

/** Writes tars, sound ones and hostile ones, block by block. */
public final class TarForge {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A tar of those members, with its end. */
  public static byte[] tar(ForgedMember... members) {
    return new TarForge().add(members).end().bytes();
  }

  public TarForge add(ForgedMember... members) {
    for (ForgedMember member : members) {
      bytes.writeBytes(member.bytes());
    }
    return this;
  }

  /** Any bytes. */
  public TarForge add(byte[] some) {
    bytes.writeBytes(some);
    return this;
  }

  /** The two blocks of zeroes. */
  public TarForge end() {
    return add(new byte[2 * ForgedMember.BLOCK]);
  }

  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
