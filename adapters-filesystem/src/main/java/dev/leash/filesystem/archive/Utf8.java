package dev.leash.filesystem.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text of archives, read strictly: what is overlong or cut would be another to another reader. */
final class Utf8 {
  private Utf8() {}

  static String strict(byte[] bytes, String entry) throws ExtractionEnded {
    Optional<String> text = decode(bytes);
    if (text.isEmpty()) {
      throw ExtractionEnded.unsafe(entry, "has text that is no UTF-8");
    }
    return text.get();
  }

  /** Empty when it is none. */
  static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
