package dev.leash.domain.download;

import java.nio.charset.StandardCharsets;

/**
 * One plain file name: not blank, no separators, no control characters, not {@code .} or {@code
 * ..}.
 *
 * @param value 1 to 255 bytes of UTF-8
 */
public record FileName(String value) {
  private static final int MAX_BYTES = 255;

  public FileName {
    if (value.isBlank() || value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException("fileName must be a plain file name");
    }
    if (value.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "fileName must be one plain file name, without separators or control characters");
    }
    if (value.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw new IllegalArgumentException("fileName must not have half a surrogate pair");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("fileName must be at most " + MAX_BYTES + " bytes long");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
