package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Stands for a row of entries, so that two rows can be compared of which one is not kept. Covers
 * what decides which bytes are written where; not the mode, nor the time. Not safe for use by
 * several threads.
 */
final class EntryFingerprint {
  private final MessageDigest digest;

  EntryFingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  void add(ZipEntryRecord entry) {
    byte[] path = entry.path().getBytes(StandardCharsets.UTF_8);
    byte[] kind = entry.kind().name().getBytes(StandardCharsets.US_ASCII);
    byte[] name = entry.rawName().getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer numbers =
        ByteBuffer.allocate(5 * Integer.BYTES + 4 * Long.BYTES)
            .putInt(path.length)
            .putInt(name.length)
            .putInt(kind.length)
            .putInt(entry.flags() & LocalHeader.comparedFlags(entry))
            .putInt(entry.method())
            .putLong(entry.crc())
            .putLong(entry.compressedSize())
            .putLong(entry.size())
            .putLong(entry.headerOffset());
    digest.update(numbers.flip());
    digest.update(kind);
    digest.update(path);
    digest.update(name);
  }

  /** Whether the same was added to both; ends both. */
  boolean isSame(EntryFingerprint other) {
    return Arrays.equals(digest.digest(), other.digest.digest());
  }
}
