package dev.leash.http;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Checksum.Algorithm;
import dev.leash.domain.download.Failure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Digests of the bytes in one pass: SHA-256 of every body, and what the caller's checksum asks for.
 */
final class Digests {
  private final Optional<Checksum> checksum;
  private final MessageDigest sha256 = of(Algorithm.SHA256);
  private final Optional<MessageDigest> other;
  private Optional<Result> result = Optional.empty();

  Digests(Optional<Checksum> checksum) {
    this.checksum = checksum;
    other =
        checksum
            .map(Checksum::algorithm)
            .filter(algorithm -> algorithm != Algorithm.SHA256)
            .map(Digests::of);
  }

  void update(byte[] bytes, int count) {
    sha256.update(bytes, 0, count);
    other.ifPresent(digest -> digest.update(bytes, 0, count));
  }

  /** Ends the digesting; a second call says the same. */
  Result finish() {
    if (result.isEmpty()) {
      result = Optional.of(digest());
    }
    return result.get();
  }

  private Result digest() {
    String hex = HexFormat.of().formatHex(sha256.digest());
    String actual = other.map(digest -> HexFormat.of().formatHex(digest.digest())).orElse(hex);
    return new Result(
        hex,
        checksum
            .filter(expected -> !expected.hex().equals(actual))
            .map(expected -> new Failure.ChecksumMismatch(expected, actual)));
  }

  /** The SHA-256, and why the bytes are not the right ones. */
  record Result(String sha256, Optional<Failure> mismatch) {}

  private static MessageDigest of(Algorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.standardName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + algorithm.standardName(), e);
    }
  }
}
