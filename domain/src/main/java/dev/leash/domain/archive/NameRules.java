package dev.leash.domain.archive;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which names a platform can hold, beyond what is refused on every platform. */
public enum NameRules {
  /** Linux and macOS: any name but those that are unsafe everywhere. */
  POSIX,
  /**
   * Windows, and every platform with portable names: no reserved names, trailing dots or spaces,
   * wildcards, colons.
   */
  PORTABLE;

  private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*\\\\]");
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?is)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(\\..*)?");

  /** Why this platform cannot hold a component of that name; empty when it can. */
  Optional<String> refusal(String component) {
    if (this == POSIX) {
      return Optional.empty();
    }
    if (FORBIDDEN.matcher(component).find()) {
      return Optional.of("has a character that Windows cannot hold in a name");
    }
    if (component.endsWith(".") || component.endsWith(" ")) {
      return Optional.of("has a component that ends with a dot or a space");
    }
    return RESERVED.matcher(component).matches()
        ? Optional.of("has a component that is a reserved name on Windows")
        : Optional.empty();
  }
}
