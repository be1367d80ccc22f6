package dev.leash.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happens in a play, as a list for people; of none where nobody reads it. */
final class Told {
  private final List<String> lines = new ArrayList<>();
  private final boolean wanted;

  Told(boolean wanted) {
    this.wanted = wanted;
  }

  /** What a reader has to know. */
  void heading(String text) {
    tell(text);
  }

  /** A page does something, or the world. */
  void action(int number, String text) {
    tell(number + ". " + text);
  }

  /** Something comes of it. */
  void event(Object... parts) {
    if (wanted) {
      StringBuilder line = new StringBuilder("      ");
      for (Object part : parts) {
        line.append(part);
      }
      lines.add(line.toString());
    }
  }

  private void tell(String line) {
    if (wanted) {
      lines.add(line);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
