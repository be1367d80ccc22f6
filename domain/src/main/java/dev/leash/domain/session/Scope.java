package dev.leash.domain.session;

import java.util.regex.Pattern;

/**
 * The name of a window or page that has a line of sessions of its own.
 *
 * @param name 1 to 64 of {@code A-Z a-z 0-9 . _ - :}
 */
public record Scope(String name) {
  /** Stands before {@link #MAIN}, whose making needs it. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /** The scope of calls that name none. */
  public static final Scope MAIN = new Scope("main");

  public Scope {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("scope must be 1 to 64 of A-Z a-z 0-9 . _ - :");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
