package dev.leash.stress;

/**
 * A hole in the fence that is put into a copy of its source, to prove that a race finds it.
 *
 * @param race the simple name of the class that must find it
 * @param outcome what that must see
 * @param source the source below {@code dev/leash/domain}
 * @param sound what stands there, once
 * @param leaky what takes its place
 */
record Leak(String race, String outcome, String source, String sound, String leaky) {
  String plantedIn(String text) {
    int at = text.indexOf(sound);
    if (at < 0 || text.indexOf(sound, at + 1) >= 0) {
      throw new IllegalStateException(
          "The leak for " + race + " no longer fits " + source + ", which has changed:\n" + sound);
    }
    return text.replace(sound, leaky);
  }
}
