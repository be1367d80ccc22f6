package dev.leash.bootstrap.proof;

import dev.leash.bootstrap.proof.Ears.Message;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * One download of a race, after its end.
 *
 * @param finished the first that told its end; empty when it was refused
 * @param publishing when it said that it published
 */
record Ended(Order order, Optional<Message> finished, Optional<Message> publishing, Met met) {
  static Ended of(Order order, Race.Seen seen) {
    Optional<Message> finished = find(seen.messages(), one -> one.finishes(order.id()));
    Optional<Message> publishing = publishing(order, seen);
    Met met = finished.map(at -> met(order, at, publishing, seen)).orElse(Met.REFUSED);
    return new Ended(order, finished, publishing, met);
  }

  JsonNode status() {
    return finished.orElseThrow().params();
  }

  String state() {
    return finished.isEmpty() ? "refused" : status().path("state").asString();
  }

  /** Where among the messages it said that it published. */
  int publishedAt() {
    return publishing.orElseThrow().index();
  }

  private static Optional<Message> publishing(Order order, Race.Seen seen) {
    return find(seen.messages(), one -> one.isState(order.id(), "publishing"));
  }

  private static Met met(
      Order order, Message finished, Optional<Message> publishing, Race.Seen seen) {
    if (finished.isState(order.id(), "completed")) {
      return finished.index() > endOf(seen)
          ? Met.COMPLETED_AFTER_THE_END
          : Met.COMPLETED_BEFORE_THE_END;
    }
    if (publishing.isPresent()) {
      return Met.UNDONE;
    }
    boolean started = find(seen.messages(), one -> one.isState(order.id(), "running")).isPresent();
    return started ? metRunning(order, finished, seen) : Met.QUEUED;
  }

  private static Met metRunning(Order order, Message finished, Race.Seen seen) {
    JsonNode status = finished.params();
    long received = status.path("receivedBytes").asLong();
    if (status.path("totalBytes").isNull()) {
      return seen.script(order).connection().isPresent() ? Met.UNANSWERED : Met.CONNECTING;
    }
    if (received < status.path("totalBytes").asLong()) {
      return received == 0 ? Met.HEAD : Met.BODY;
    }
    long files = status.path("extractedFiles").asLong();
    if (files == 0) {
      return Met.ARRIVED;
    }
    if (files < order.mod().files().size()) {
      return Met.UNZIPPING;
    }
    return isBehindAnother(order, finished, seen) ? Met.WAITING_FOR_TURN : Met.UNZIPPED;
  }

  private static boolean isBehindAnother(Order order, Message finished, Race.Seen seen) {
    return seen.scripts().keySet().stream()
        .filter(one -> one.place() == order.place() && !one.id().equals(order.id()))
        .anyMatch(one ->
            publishing(one, seen).filter(at -> at.index() < finished.index()).isPresent()
                && find(seen.messages(), at -> at.finishes(one.id()))
                    .filter(at -> at.index() > finished.index())
                    .isPresent());
  }

  /** Where among the messages it was told that the session had ended. */
  private static int endOf(Race.Seen seen) {
    return find(
            seen.messages(),
            one ->
                one.tells("session_changed")
                    && one.params().path("previousSessionId").asLong() == seen.session())
        .map(Message::index)
        .orElse(Integer.MAX_VALUE);
  }

  private static Optional<Message> find(List<Message> messages, Predicate<Message> wanted) {
    return messages.stream().filter(wanted).findFirst();
  }
}
