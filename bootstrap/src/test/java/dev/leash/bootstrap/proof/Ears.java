package dev.leash.bootstrap.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** All that was heard, in the order of its coming. Safe for use by several threads. */
final class Ears {
  /** A bound for failures alone. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  // Guarded by this.
  private final List<Message> messages = new ArrayList<>();

  /**
   * What the daemon said.
   *
   * @param index counts what was heard
   * @param nanos when it was heard, by {@link System#nanoTime}
   */
  record Message(int index, long nanos, JsonNode json) {
    boolean answers(String call) {
      return json.path("id").asString("").equals(call);
    }

    boolean tells(String method) {
      return json.path("method").asString("").equals(method);
    }

    JsonNode params() {
      return json.path("params");
    }

    boolean isAbout(String download) {
      return params().path("downloadId").asString("").equals(download);
    }

    boolean isState(String download, String state) {
      return isAbout(download) && params().path("state").asString("").equals(state);
    }

    /** Short, for who looks for the cause of a failure. */
    @Override
    public String toString() {
      JsonNode status = params();
      return status.has("state")
          ? "%s %s, received %s of %s, files %s of %s, error %s"
              .formatted(
                  status.path("downloadId").asString(),
                  status.path("state").asString(),
                  status.path("receivedBytes"),
                  status.path("totalBytes"),
                  status.path("extractedFiles"),
                  status.path("totalFiles"),
                  status.at("/error/data/reason"))
          : json.toString();
    }

    boolean finishes(String download) {
      return tells("download_finished") && isAbout(download);
    }
  }

  synchronized void hear(JsonNode json) {
    messages.add(new Message(messages.size(), System.nanoTime(), json));
    notifyAll();
  }

  synchronized List<Message> all() {
    return List.copyOf(messages);
  }

  List<Message> all(Predicate<Message> wanted) {
    return all().stream().filter(wanted).toList();
  }

  Optional<Message> first(Predicate<Message> wanted) {
    return all().stream().filter(wanted).findFirst();
  }

  /** Waits for the first such message, which may have come before. */
  synchronized Message await(String what, Predicate<Message> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int looked = 0;
    while (true) {
      for (; looked < messages.size(); looked++) {
        if (wanted.test(messages.get(looked))) {
          return messages.get(looked);
        }
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(what + " did not come");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  Message answer(String call) throws InterruptedException {
    return await("the answer to " + call, message -> message.answers(call));
  }
}
