package dev.leash.bootstrap.web;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page that calls, and waits for what comes; it forgets what it did not wait for. */
record Page(PageSocket socket, AtomicInteger calls) implements AutoCloseable {
  Page(PageSocket socket) {
    this(socket, new AtomicInteger());
  }

  /** Calls with an id of its own, which is returned. */
  int send(String method, String params) {
    int id = calls.incrementAndGet();
    socket.sendText(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(id, method, params),
        true);
    return id;
  }

  JsonNode call(String method, String params) throws InterruptedException {
    return answer(send(method, params));
  }

  JsonNode answer(int id) throws InterruptedException {
    return await(message -> message.path("id").asInt(-1) == id);
  }

  JsonNode notification(String method) throws InterruptedException {
    return await(message -> message.path("method").asString("").equals(method)).path("params");
  }

  JsonNode await(Predicate<JsonNode> wanted) throws InterruptedException {
    while (true) {
      JsonNode next = next();
      if (wanted.test(next)) {
        return next;
      }
    }
  }

  JsonNode next() throws InterruptedException {
    return JsonMapper.shared().readTree(socket.next());
  }

  @Override
  public void close() {
    socket.close();
  }
}
