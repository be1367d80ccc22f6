package dev.leash.bootstrap.ipc;

import dev.leash.domain.session.Scope;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods about the daemon itself and about listening to it. */
final class DaemonMethods {
  private final Listeners listeners;
  private final Runnable shutdown;

  /**
   * @param shutdown begins a shutdown and returns at once
   */
  DaemonMethods(Listeners listeners, Runnable shutdown) {
    this.listeners = listeners;
    this.shutdown = shutdown;
  }

  List<Method> methods() {
    Method.Result done = new Method.Result("done", Schema.flag());
    return List.of(
        new Method(
            "ping",
            "Shows that the daemon answers.",
            List.of(),
            new Method.Result("pong", Schema.oneOf(List.of("pong"))),
            (params, client, reply) -> reply.result(JsonNodeFactory.instance.stringNode("pong"))),
        new Method(
            "subscribe",
            "Has this connection hear of all downloads and sessions of a scope.",
            List.of(SessionMethods.scope("all scopes where none is named")),
            done,
            this::subscribe),
        new Method(
            "unsubscribe",
            "Ends a subscription.",
            List.of(SessionMethods.scope("all subscriptions where none is named")),
            done,
            this::unsubscribe),
        new Method(
            "$/cancelRequest",
            "Cancels a call of this connection that awaits its answer: of download_and_unzip the"
                + " download, of await_download the wait alone, of others nothing.",
            List.of(Param.required("id", new Schema.CallId(), "the call's id")),
            new Method.Result("nothing", Schema.nothing()),
            DaemonMethods::cancelRequest),
        new Method(
            "shutdown",
            "Shuts the daemon down: every download ends, nothing is left.",
            List.of(),
            done,
            this::shutDown));
  }

  private static void cancelRequest(Params params, Client client, Reply reply) {
    client.cancelRequest(params.value("id").orElseThrow());
    reply.result(JsonNodeFactory.instance.nullNode());
  }

  private void subscribe(Params params, Client client, Reply reply) {
    Optional<Scope> scope = params.parsed("scope", Scope::new);
    if (listeners.subscribe(client, scope)) {
      reply.result(BooleanNode.TRUE);
    } else {
      reply.error(
          RpcError.invalidRequest(
              "A connection may subscribe to "
                  + Listeners.MAX_SUBSCRIPTIONS
                  + " scopes; name none to hear of all"));
    }
  }

  private void unsubscribe(Params params, Client client, Reply reply) {
    listeners.unsubscribe(client, params.parsed("scope", Scope::new));
    reply.result(BooleanNode.TRUE);
  }

  private void shutDown(Params params, Client client, Reply reply) {
    reply.result(BooleanNode.TRUE);
    shutdown.run();
  }
}
