package dev.leash.bootstrap.ipc;

import dev.leash.domain.session.Scope;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods about the daemon itself and about listening to it. */
final class DaemonMethods {
  private final Notifier notifier;
  private final Runnable shutdown;

  /**
   * @param shutdown begins a shutdown and returns at once
   */
  DaemonMethods(Notifier notifier, Runnable shutdown) {
    this.notifier = notifier;
    this.shutdown = shutdown;
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "ping",
            List.of(),
            (params, client, reply) -> reply.result(JsonNodeFactory.instance.stringNode("pong"))),
        new Method("subscribe", List.of(SessionMethods.scope()), this::subscribe),
        new Method("unsubscribe", List.of(SessionMethods.scope()), this::unsubscribe),
        new Method("shutdown", List.of(), this::shutDown));
  }

  private void subscribe(Params params, Client client, Reply reply) {
    Optional<Scope> scope = params.parsed("scope", Scope::new);
    notifier.subscribe(client, scope);
    reply.result(BooleanNode.TRUE);
  }

  private void unsubscribe(Params params, Client client, Reply reply) {
    notifier.unsubscribe(client, params.parsed("scope", Scope::new));
    reply.result(BooleanNode.TRUE);
  }

  private void shutDown(Params params, Client client, Reply reply) {
    reply.result(BooleanNode.TRUE);
    shutdown.run();
  }
}
