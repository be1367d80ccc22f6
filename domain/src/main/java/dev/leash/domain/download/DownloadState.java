package dev.leash.domain.download;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The states of a download's life; it has exactly one {@link Ended}, once. */
public sealed interface DownloadState {
  /** Every {@link #label}, in the order of a life. */
  List<String> LABELS =
      List.of("queued", "running", "paused", "publishing", "completed", "failed", "cancelled");

  /**
   * Waits for one of the places of running downloads.
   *
   * @param attempt the one that it runs at next: the first, or the one in which it was paused
   */
  record Queued(int attempt) implements DownloadState {}

  /**
   * Transfer and extraction go on.
   *
   * @param attempt counts from 1
   */
  record Running(int attempt) implements DownloadState {}

  /**
   * An attempt has failed, and the next one has not been answered yet.
   *
   * @param attempt the last that failed
   * @param failure why
   * @param delay between the two
   */
  record Retrying(int attempt, Failure failure, Duration delay) implements DownloadState {}

  /** All is staged, and waits for the destination's turn: too late to halt, but not to cancel. */
  record Staged(int attempt) implements DownloadState {}

  /** Halted by its caller; it keeps what has arrived. */
  record Paused(int attempt) implements DownloadState {}

  /**
   * In the act of renaming: ends in a moment, and can no longer be cancelled; an end of its session
   * may still have it undo what it did.
   */
  record Publishing(int attempt) implements DownloadState {}

  /** Over. */
  record Ended(Outcome outcome, int attempt, Instant at) implements DownloadState {}

  /** The state's name for frontends. */
  default String label() {
    return switch (this) {
      case Queued(int attempt) -> "queued";
      case Running(int attempt) -> "running";
      case Retrying(int attempt, Failure failure, Duration delay) -> "running";
      case Staged(int attempt) -> "running";
      case Paused(int attempt) -> "paused";
      case Publishing(int attempt) -> "publishing";
      case Ended(Outcome outcome, int attempt, Instant at) ->
          switch (outcome) {
            case Outcome.Completed(DownloadResult result) -> "completed";
            case Outcome.Failed(Failure failure) -> "failed";
            case Outcome.Cancelled(CancelCause cause) -> "cancelled";
          };
    };
  }

  /** Counts from 1 and never falls. */
  default int attempt() {
    return switch (this) {
      case Queued(int attempt) -> attempt;
      case Running(int attempt) -> attempt;
      case Retrying(int attempt, Failure failure, Duration delay) -> attempt;
      case Staged(int attempt) -> attempt;
      case Paused(int attempt) -> attempt;
      case Publishing(int attempt) -> attempt;
      case Ended(Outcome outcome, int attempt, Instant at) -> attempt;
    };
  }
}
