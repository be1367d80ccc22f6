package dev.leash.http;

import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;

/**
 * Fetches archives with Apache HttpClient 5, each over one connection, and another beside it for
 * what its readers want first. Safe for use by several threads.
 */
final class ApacheTransfer implements Transfer {
  private final Surroundings surroundings;

  @Inject
  ApacheTransfer(
      HttpClients clients, HttpSettings settings, Clock clock, ExecutorService executor) {
    surroundings =
        new Surroundings(
            clients,
            settings,
            clock,
            new RedirectRules(settings.maxRedirects()),
            new Buffers(settings.bufferSize()),
            new SideRoom(),
            executor);
  }

  @Override
  public Fetch prepare(Source source, ArrivingFile file, Listener listener) {
    return new ApacheFetch(source, file, listener, surroundings);
  }
}
