package dev.leash.bootstrap;

/**
 * Where pages connect.
 *
 * @param token what they show to be let in
 */
public record WebAddress(String url, String token) {
  /** A secret gets into no message. */
  @Override
  public String toString() {
    return url;
  }
}
