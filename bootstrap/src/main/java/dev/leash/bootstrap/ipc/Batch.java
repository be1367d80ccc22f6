package dev.leash.bootstrap.ipc;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Collects the answers of a batch and gives them together once all are there. What they may take
 * together is bounded: of an answer beyond that, an error takes the place. Safe for use by several
 * threads.
 */
final class Batch implements Dispatcher.Answers {
  private final int expected;
  private final int maxBytes;
  private final Json json;
  private final Outbox outbox;

  // Guarded by this.
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private final List<Runnable> overs = new ArrayList<>();
  private int count;

  /**
   * @param maxBytes of the answers in all; errors come on top of it
   */
  Batch(int expected, int maxBytes, Json json, Outbox outbox) {
    this.expected = expected;
    this.maxBytes = maxBytes;
    this.json = json;
    this.outbox = outbox;
  }

  @Override
  public void add(JsonNode answer, Runnable over) {
    byte[] encoded = json.encode(answer);
    boolean last;
    int size;
    synchronized (this) {
      int before = answers.size();
      if (answers.size() + (long) encoded.length > maxBytes) {
        encoded = json.encode(tooLong(answer));
      }
      answers.write(count == 0 ? '[' : ',');
      answers.writeBytes(encoded);
      overs.add(over);
      count++;
      last = count == expected;
      if (last) {
        answers.write(']');
      }
      size = answers.size();
      outbox.account().add(size - before);
    }
    if (last) {
      outbox.account().take(size);
      overs.forEach(Runnable::run);
      outbox.send(answers.toByteArray());
    }
  }

  private JsonNode tooLong(JsonNode answer) {
    return Dispatcher.error(
        answer.path("id"),
        RpcError.invalidRequest(
            "The answers of a batch may have " + maxBytes + " bytes in all; ask for less at once"));
  }
}
