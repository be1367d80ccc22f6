package dev.leash.bootstrap.ipc;

import tools.jackson.databind.JsonNode;

/**
 * Where the answer to one call goes. Exactly one is given, at once or later, by any thread; giving
 * it never waits.
 */
interface Reply {
  /** Of a notification, which gets no answer. */
  Reply NONE =
      new Reply() {
        @Override
        public void result(JsonNode result) {}

        @Override
        public void error(RpcError error) {}

        @Override
        public void onCancelRequest(Runnable cancel) {}
      };

  void result(JsonNode result);

  void error(RpcError error);

  /**
   * Notes what {@code $/cancelRequest} does to this call while it awaits its answer; nothing unless
   * noted.
   */
  void onCancelRequest(Runnable cancel);
}
