package dev.leash.http;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.http.Exchange.Opened;
import dev.leash.http.RedirectRules.Next;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * One attempt: requests, hop by hop and part by part, until the archive is whole. Of one thread.
 */
final class Attempt {
  /**
   * Of one attempt. Servers that cut a range short do so by the MiB; one that gives byte by byte
   * must not be asked without a pause, which comes between two attempts.
   */
  static final int MAX_PARTS = 256;

  /** Answers to the range that was asked for; to others they are failures as any. */
  private static final Set<Integer> OF_A_RANGE =
      Set.of(
          HttpStatus.SC_PARTIAL_CONTENT,
          HttpStatus.SC_PRECONDITION_FAILED,
          HttpStatus.SC_REQUESTED_RANGE_NOT_SATISFIABLE);

  private final Job job;
  private final Arrived arrived;
  private final Surroundings surroundings;
  private int parts;
  private boolean wholeOnly;

  Attempt(Job job, Arrived arrived, Surroundings surroundings) {
    this.job = job;
    this.arrived = arrived;
    this.surroundings = surroundings;
  }

  /** What to do next. */
  private sealed interface Step {
    record Go(Hop hop) implements Step {}

    record Over(Fetched outcome) implements Step {}
  }

  Fetched run() {
    Step step = next();
    while (true) {
      switch (step) {
        case Step.Go(Hop hop) ->
            step = job.cancellation().isCancelled() ? over(new Fetched.Cancelled()) : go(hop);
        case Step.Over(Fetched outcome) -> {
          return outcome;
        }
      }
    }
  }

  private Step next() {
    if (arrived.isComplete()) {
      return over(finish());
    }
    return parts < MAX_PARTS
        ? new Step.Go(Hop.first(job.source()))
        : failed(arrived.incomplete(OptionalLong.empty()));
  }

  private Step go(Hop hop) {
    Optional<Rest> rest = wholeOnly ? Optional.empty() : arrived.restAt(hop.url());
    try (Exchange exchange = new Exchange(hop, Requests.of(hop, rest), job, surroundings)) {
      return switch (exchange.open()) {
        case Opened.Answered(Answer answer) when RedirectRules.isRedirect(answer.status()) ->
            redirect(hop, answer);
        case Opened.Answered(Answer answer) when answer.isWhole() -> whole(hop, answer, exchange);
        case Opened.Answered(Answer answer)
            when rest.isPresent() && OF_A_RANGE.contains(answer.status()) ->
            part(answer, exchange);
        case Opened.Answered(Answer answer) -> failed(refused(answer));
        case Opened.Failed(Failure failure) -> failed(failure);
        case Opened.Stale() -> {
          // The others in the pool are probably as dead.
          surroundings.clients().closeIdle();
          yield new Step.Go(hop.afresh());
        }
      };
    }
  }

  private Step redirect(Hop hop, Answer answer) {
    return switch (surroundings.redirects().next(hop, answer.all(HttpHeaders.LOCATION))) {
      case Next.Follow(Hop next) -> new Step.Go(next);
      case Next.Refuse(Failure failure) -> failed(failure);
    };
  }

  private Step whole(Hop hop, Answer answer, Exchange exchange) {
    Version version = Version.of(hop.url(), answer);
    boolean anew = arrived.startOver(version, answer.length());
    if (anew) {
      job.listener().startedOver();
    }
    Expected expected = new Expected(answer.length(), answer.length());
    Optional<Failure> failure;
    try (Beside beside = beside(sideSource(hop, answer, version))) {
      failure = receive(exchange, expected, beside);
    }
    return after(failure);
  }

  private Optional<SideSource> sideSource(Hop hop, Answer answer, Version version) {
    return arrived.trustsRanges()
        ? SideSource.of(hop, answer, version, job.source())
        : Optional.empty();
  }

  private Beside beside(Optional<SideSource> source) {
    return source.isPresent()
        ? new SideRequests(source.get(), job, surroundings, arrived)
        : Beside.NOTHING;
  }

  // What does not fit is not appended, and no range is asked for again in this attempt. What has
  // arrived stays until the whole comes instead.
  private Step part(Answer answer, Exchange exchange) {
    Optional<ContentRange> range =
        answer.status() == HttpStatus.SC_PARTIAL_CONTENT ? arrived.next(answer) : Optional.empty();
    if (range.isEmpty()) {
      wholeOnly = true;
      return next();
    }
    parts++;
    Expected expected =
        new Expected(arrived.totalBy(range.get()), OptionalLong.of(range.get().end()));
    return after(receive(exchange, expected, Beside.NOTHING));
  }

  private Optional<Failure> receive(Exchange exchange, Expected expected, Beside beside) {
    try (Buffers.Lease buffer = surroundings.buffers().lease()) {
      return new BodyCopy(exchange, job, arrived, beside).copy(expected, buffer.bytes());
    }
  }

  // Once a fetch at the most: nothing is brought ahead after it.
  private Step after(Optional<Failure> failure) {
    return arrived.isContradicted() ? next() : failure.map(this::failed).orElseGet(this::next);
  }

  private Fetched finish() {
    Digests.Result result = arrived.digest();
    if (result.mismatch().isPresent()) {
      arrived.spoil();
      return job.endedBy(result.mismatch().get());
    }
    long total = arrived.received();
    return WriteFailures.of(job.file().writer(arrived.generation()).finish(total))
        .map(job::endedBy)
        .orElseGet(() -> new Fetched.Whole(total, result.sha256()));
  }

  private Failure refused(Answer answer) {
    if (answer.status() / 100 == 2) {
      return new Failure.ProtocolError(
          "a success that carries no archive: status " + answer.status());
    }
    return new Failure.HttpStatus(
        answer.status(), RetryAfter.seconds(answer, surroundings.clock().now()));
  }

  private Step failed(Failure failure) {
    return over(
        job.endedBy(
            failure instanceof Failure.TransferIncomplete(long _, OptionalLong expected)
                ? arrived.incomplete(expected)
                : failure));
  }

  private static Step over(Fetched outcome) {
    return new Step.Over(outcome);
  }
}
