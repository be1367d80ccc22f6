package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.download.Headers;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.domain.port.Transfer.Fetch;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.port.Transfer.Source;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/**
 * A transfer with the rest that a fetch needs: one file and one cancellation, a clock that stands
 * still.
 */
final class Rig {
  final FakeClock clock = new FakeClock();
  final Cancellation cancellation = new Cancellation();
  final MemoryArrivingFile file = new MemoryArrivingFile();
  final Heard heard = new Heard();
  final HttpClients clients;
  final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  final ApacheTransfer transfer;

  Rig() {
    this(HttpSettings.DEFAULT);
  }

  Rig(HttpSettings settings) {
    this(settings, DefaultClientTlsStrategy::createSystemDefault, FixedNames.atOnce());
  }

  Rig(HttpSettings settings, Supplier<TlsSocketStrategy> tls, DnsResolver dns) {
    clients = new HttpClients(settings, clock, tls, dns);
    transfer = new ApacheTransfer(clients, settings, clock, threads);
  }

  static Source source(String url) {
    return source(url, Map.of());
  }

  static Source source(String url, Map<String, String> headers) {
    return new Source(
        SourceUrl.parse(url), new Headers(headers), Optional.empty(), Long.MAX_VALUE, 4);
  }

  static Source limited(String url, long maxBytes) {
    return new Source(SourceUrl.parse(url), Headers.NONE, Optional.empty(), maxBytes, 4);
  }

  Fetched fetch(String url) {
    return fetch(source(url));
  }

  Fetched fetch(Source source) {
    return prepare(source).attempt(cancellation);
  }

  Fetch prepare(String url) {
    return prepare(source(url));
  }

  Fetch prepare(Source source) {
    return transfer.prepare(source, file, heard);
  }

  /** Fetches into a file of its own. */
  Fetched fetchAnew(String url) {
    return transfer
        .prepare(source(url), new MemoryArrivingFile(), new Heard())
        .attempt(new Cancellation());
  }

  /** Fetches on another thread. */
  CompletableFuture<Fetched> start(String url) {
    return CompletableFuture.supplyAsync(
        () -> fetch(url), task -> Thread.ofPlatform().daemon().start(task));
  }

  static Fetched failed(Failure failure) {
    return new Fetched.Failed(failure);
  }
}
