package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.download.SourceUrl;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a redirect may lead. */
final class RedirectRules {
  /** RFC 9110, section 15.4: those that name one place to go on to with a GET. */
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

  private final int maxRedirects;

  RedirectRules(int maxRedirects) {
    this.maxRedirects = maxRedirects;
  }

  /** What follows from a redirect. */
  sealed interface Next {
    record Follow(Hop hop) implements Next {}

    record Refuse(Failure failure) implements Next {}
  }

  static boolean isRedirect(int status) {
    return STATUSES.contains(status);
  }

  Next next(Hop hop, List<String> locations) {
    if (hop.redirects() >= maxRedirects) {
      return new Next.Refuse(new Failure.TooManyRedirects(maxRedirects));
    }
    if (locations.stream().distinct().count() != 1) {
      return new Next.Refuse(new Failure.ProtocolError("a redirect must have one Location"));
    }
    Optional<URI> target = Location.resolve(hop.url(), locations.getFirst());
    return target
        .map(uri -> judge(hop, new SourceUrl(uri)))
        .orElseGet(() ->
            new Next.Refuse(new Failure.ProtocolError("a redirect has a Location that is no URL")));
  }

  private static Next judge(Hop hop, SourceUrl target) {
    if (!Set.of("http", "https").contains(target.uri().getScheme().toLowerCase(Locale.ROOT))) {
      return new Next.Refuse(
          new Failure.RedirectNotAllowed("a redirect led to what is neither http nor https"));
    }
    if (target.refusal().isPresent()) {
      return new Next.Refuse(new Failure.ProtocolError("a redirect has a Location without a host"));
    }
    if (hop.url().isSecure() && !target.isSecure()) {
      return new Next.Refuse(new Failure.RedirectNotAllowed("a redirect led from https to http"));
    }
    return new Next.Follow(hop.redirected(target));
  }
}
