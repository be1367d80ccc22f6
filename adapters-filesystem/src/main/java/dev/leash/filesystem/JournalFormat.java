package dev.leash.filesystem;

import dev.leash.filesystem.Found.Kind;
import dev.leash.filesystem.PublicationPlan.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The journal as text: one line each for its version, its steps and its end, fields apart by a
 * space, the last a checksum over all up to it. So a line that is damaged, missing or elsewhere is
 * told. For one thread.
 */
final class JournalFormat {
  private static final String VERSION = "leash-journal 1";
  private static final String END = "end";
  private static final String MOVE = "move";
  private static final String BACKUP = "backup";

  /** Of a step: what, from, to, kind, key, size, time. */
  private static final int FIELDS = 7;

  private final CRC32C sum = new CRC32C();

  private JournalFormat() {}

  static String write(Journal journal) {
    JournalFormat format = new JournalFormat();
    StringBuilder text = new StringBuilder(format.line(VERSION));
    for (Journal.Entry entry : journal.entries()) {
      text.append(format.line(step(entry)));
    }
    return text.append(format.line(END + " " + journal.entries().size())).toString();
  }

  /** Empty when it is no whole journal of this version. */
  static Optional<Journal> read(String text) {
    JournalFormat format = new JournalFormat();
    List<String> lines = new ArrayList<>();
    for (String line : text.split("(?<=\n)", 0)) {
      Optional<String> content = format.content(line);
      if (content.isEmpty()) {
        return Optional.empty();
      }
      lines.add(content.get());
    }
    return journal(lines);
  }

  private static Optional<Journal> journal(List<String> lines) {
    int steps = lines.size() - 2;
    if (steps < 0
        || !lines.getFirst().equals(VERSION)
        || !lines.getLast().equals(END + " " + steps)) {
      return Optional.empty();
    }
    List<Journal.Entry> entries = new ArrayList<>(steps);
    for (String line : lines.subList(1, lines.size() - 1)) {
      try {
        entries.add(step(line.split(" ", -1)));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        // A checksum that fits over fields that do not: not written by us.
        return Optional.empty();
      }
    }
    return Optional.of(new Journal(entries));
  }

  private static String step(Journal.Entry entry) {
    Found found = entry.found();
    return String.join(
        " ",
        switch (entry.step()) {
          case Step.Move _ -> MOVE;
          case Step.Backup _ -> BACKUP;
        },
        escaped(entry.step().from().toString()),
        escaped(entry.step().to().toString()),
        found.kind().name().toLowerCase(Locale.ROOT),
        escaped(found.key()),
        Long.toString(found.size()),
        Long.toString(found.modified()));
  }

  private static Journal.Entry step(String[] fields) {
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("a step has " + FIELDS + " fields");
    }
    Path from = path(fields[1]);
    Path to = path(fields[2]);
    Found found =
        new Found(
            Kind.valueOf(fields[3].toUpperCase(Locale.ROOT)),
            unescaped(fields[4]),
            Long.parseLong(fields[5]),
            Long.parseLong(fields[6]));
    Step step =
        switch (fields[0]) {
          case MOVE -> new Step.Move(from, to);
          case BACKUP -> new Step.Backup(from, to, found);
          default -> throw new IllegalArgumentException("no step: " + fields[0]);
        };
    return new Journal.Entry(step, found);
  }

  private static Path path(String field) throws InvalidPathException {
    return Path.of(unescaped(field));
  }

  private String line(String content) {
    sum.update(content.getBytes(StandardCharsets.UTF_8));
    return content + " " + HexFormat.of().toHexDigits((int) sum.getValue()) + "\n";
  }

  private Optional<String> content(String line) {
    String content = line.substring(0, Math.max(line.lastIndexOf(' '), 0));
    return line(content).equals(line) ? Optional.of(content) : Optional.empty();
  }

  /** Keeps what is plain in a line, the rest as its UTF-8 bytes in hexadecimal. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b != '%' && b != 0x7F) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String field) {
    byte[] bytes = new byte[field.length()];
    int count = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '%') {
        bytes[count] = (byte) HexFormat.fromHexDigits(field, i + 1, i + 3);
        i += 2;
      } else {
        bytes[count] = (byte) c;
      }
      count++;
    }
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }
}
