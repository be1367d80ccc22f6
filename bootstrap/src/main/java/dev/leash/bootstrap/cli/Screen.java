package dev.leash.bootstrap.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where lines are shown again and again: in place on a terminal, one after the other elsewhere. */
final class Screen {
  private static final String ESCAPE = "\u001b[";
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})\\s*");

  private final PrintWriter out;
  private final Optional<Supplier<Size>> terminal;

  /** In characters. */
  record Size(int rows, int columns) {
    private static final Size USUAL = new Size(24, 80);
  }

  /**
   * @param terminal tells the terminal's size as it is now; empty where there is none
   */
  Screen(PrintWriter out, Optional<Supplier<Size>> terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  static Screen of(PrintWriter out) {
    return new Screen(
        out,
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(_ -> Screen::sizeOfTerminal));
  }

  /** Shows lines below those before. */
  void print(List<String> lines) {
    int columns = terminal.map(size -> size.get().columns()).orElse(Integer.MAX_VALUE);
    lines.forEach(line -> out.println(cut(line, columns)));
    out.flush();
  }

  /** Shows lines in the place of those before, as many as there is room for. */
  void repaint(List<String> lines) {
    if (terminal.isEmpty()) {
      print(lines);
      out.println();
      out.flush();
      return;
    }
    Size size = terminal.get().get();
    // Home; then each line clears what was there, and the end all below.
    StringBuilder text = new StringBuilder(ESCAPE + "H");
    lines.stream()
        .limit(size.rows() - 1L)
        .forEach(line -> text.append(cut(line, size.columns())).append(ESCAPE).append("K\r\n"));
    out.print(text.append(ESCAPE).append('J'));
    out.flush();
  }

  private static String cut(String line, int columns) {
    return line.length() > columns ? line.substring(0, columns - 1) + "…" : line;
  }

  private static Size sizeOfTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      Matcher size =
          SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
      return size.matches()
          ? new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
          : Size.USUAL;
    } catch (IOException e) {
      // Windows has no stty.
      return Size.USUAL;
    }
  }
}
