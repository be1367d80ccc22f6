package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import java.nio.charset.StandardCharsets;

/**
 * The records of a pax extended header: {@code length key=value\n}, where the length counts itself
 * and the line's end (POSIX.1-2017 pax, "pax Extended Header"). For one thread.
 */
final class PaxRecords {
  private final byte[] data;
  private final ArchiveLimits limits;
  private int at;

  PaxRecords(byte[] data, ArchiveLimits limits) {
    this.data = data;
    this.limits = limits;
  }

  /** Hears of each record, as it is there, a character for each byte. */
  interface Reader {
    void record(String key, String value) throws ExtractionEnded;
  }

  void read(Reader reader) throws ExtractionEnded {
    while (at < data.length && data[at] != 0) {
      int start = at;
      int end = start + length();
      if (end > data.length || end <= at || data[end - 1] != '\n') {
        throw damaged();
      }
      String record = new String(data, at, end - 1 - at, StandardCharsets.ISO_8859_1);
      int equals = record.indexOf('=');
      if (equals <= 0) {
        throw damaged();
      }
      reader.record(record.substring(0, equals), record.substring(equals + 1));
      at = end;
    }
    requireZeroes();
  }

  /** Some writers fill the record with zeroes. */
  private void requireZeroes() throws ExtractionEnded {
    while (at < data.length) {
      if (data[at++] != 0) {
        throw damaged();
      }
    }
  }

  private int length() throws ExtractionEnded {
    int start = at;
    long length = 0;
    while (at < data.length && data[at] != ' ') {
      if (data[at] < '0' || data[at] > '9') {
        throw damaged();
      }
      if (at - start >= limits.numberLength()) {
        throw ExtractionEnded.of(new LimitExceeded("numberLength", limits.numberLength()));
      }
      length = Math.min(data.length + 1L, 10 * length + data[at++] - '0');
    }
    at++;
    return (int) length;
  }

  private static ExtractionEnded damaged() {
    return ExtractionEnded.corrupt("a pax header of it is damaged");
  }
}
