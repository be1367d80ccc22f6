package dev.leash.bootstrap.ipc;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Collects the answers of a batch and gives them together once all are there. Safe for use by
 * several threads.
 */
final class Batch implements Dispatcher.Answers {
  private final int expected;
  private final Consumer<JsonNode> complete;

  /** Guarded by this. */
  private final ArrayNode answers = JsonNodeFactory.instance.arrayNode();

  Batch(int expected, Consumer<JsonNode> complete) {
    this.expected = expected;
    this.complete = complete;
  }

  @Override
  public void add(JsonNode answer) {
    boolean last;
    synchronized (this) {
      answers.add(answer);
      last = answers.size() == expected;
    }
    if (last) {
      complete.accept(answers);
    }
  }
}
