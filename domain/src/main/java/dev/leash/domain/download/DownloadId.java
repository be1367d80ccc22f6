package dev.leash.domain.download;

import java.util.regex.Pattern;

/**
 * A frontend's name for one try of a download. It is data: no path is ever made of it.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 _ -}
 */
public record DownloadId(String value) {
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public DownloadId {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("downloadId must be 1 to 64 of A-Z a-z 0-9 _ -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
