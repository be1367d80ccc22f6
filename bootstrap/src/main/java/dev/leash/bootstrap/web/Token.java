package dev.leash.bootstrap.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * What a page shows to be let in: 256 bits, new at every start. Offered among the subprotocols of
 * its WebSocket, the one thing that a page can say there that no URL, and so no log, has.
 * Immutable.
 */
final class Token {
  private static final int BYTES = 32;
  private static final String PREFIX = "leash.token.";

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  static Token random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(HexFormat.of().formatHex(bytes));
  }

  String text() {
    return text;
  }

  /** Takes the same time for every wrong one. */
  boolean isAmong(List<String> subprotocols) {
    byte[] expected = (PREFIX + text).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String offered : subprotocols) {
      found |= MessageDigest.isEqual(expected, offered.getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  /** A secret gets into no message. */
  @Override
  public String toString() {
    return "Token";
  }
}
