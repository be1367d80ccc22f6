package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer;
import dev.leash.http.Exchange.Opened;
import dev.leash.http.Exchange.Surroundings;
import dev.leash.http.RedirectRules.Next;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Fetches an archive over one connection with Apache HttpClient 5. Safe for use by several threads.
 */
final class ApacheTransfer implements Transfer {
  /**
   * Successes whose body is the archive; of the others 206 was not asked for, and the rest carry
   * none.
   */
  private static final Set<Integer> WITH_ARCHIVE = Set.of(200, 203);

  private final HttpClients clients;
  private final Surroundings surroundings;
  private final RedirectRules redirects;
  private final Buffers buffers;

  @Inject
  ApacheTransfer(HttpClients clients, HttpSettings settings, Clock clock) {
    this.clients = clients;
    surroundings = new Surroundings(settings, clock);
    buffers = new Buffers(settings.bufferSize());
    redirects = new RedirectRules(settings.maxRedirects());
  }

  /** What to do next. */
  private sealed interface Step {
    record Go(Hop hop) implements Step {}

    record Over(Fetched outcome) implements Step {}
  }

  @Override
  public Fetch prepare(Source source, ArrivingFile file, Listener listener) {
    return cancellation -> attempt(new Job(source, file, 1, listener, cancellation));
  }

  private Fetched attempt(Job job) {
    Source source = job.source();
    Cancellation cancellation = job.cancellation();
    Optional<String> refusal = source.url().refusal();
    if (refusal.isPresent()) {
      return job.endedBy(new Failure.UrlNotAllowed(source.url().toString(), refusal.get()));
    }
    Step step = new Step.Go(Hop.first(source));
    while (true) {
      switch (step) {
        case Step.Go(Hop hop) ->
            step = cancellation.isCancelled() ? over(new Fetched.Cancelled()) : go(hop, job);
        case Step.Over(Fetched outcome) -> {
          return outcome;
        }
      }
    }
  }

  private Step go(Hop hop, Job job) {
    try (Exchange exchange = new Exchange(hop, job, clients, surroundings)) {
      return switch (exchange.open()) {
        case Opened.Answered(Answer answer) -> follow(hop, answer, exchange, job);
        case Opened.Stopped(Fetched outcome) -> over(outcome);
        case Opened.Stale() -> {
          // The others in the pool are probably as dead.
          clients.closeIdle();
          yield new Step.Go(hop.afresh());
        }
      };
    }
  }

  private Step follow(Hop hop, Answer answer, Exchange exchange, Job job) {
    if (RedirectRules.isRedirect(answer.status())) {
      return switch (redirects.next(hop, answer.locations())) {
        case Next.Follow(Hop next) -> new Step.Go(next);
        case Next.Refuse(Failure failure) -> over(job.endedBy(failure));
      };
    }
    if (hasArchive(answer.status())) {
      try (Buffers.Lease buffer = buffers.lease()) {
        return over(new BodyCopy(exchange, job, buffer.bytes()).copy(answer.length()));
      }
    }
    return over(job.endedBy(refused(answer)));
  }

  static boolean hasArchive(int status) {
    return WITH_ARCHIVE.contains(status);
  }

  private Failure refused(Answer answer) {
    if (answer.status() / 100 == 2) {
      return new Failure.ProtocolError(
          "a success that carries no archive: status " + answer.status());
    }
    OptionalLong wait =
        answer.retryAfter().isPresent()
            ? RetryAfter.seconds(answer.retryAfter().get(), surroundings.clock().now())
            : OptionalLong.empty();
    return new Failure.HttpStatus(answer.status(), wait);
  }

  private static Step over(Fetched outcome) {
    return new Step.Over(outcome);
  }
}
