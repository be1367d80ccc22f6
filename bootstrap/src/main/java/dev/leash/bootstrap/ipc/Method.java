package dev.leash.bootstrap.ipc;

import java.util.List;

/** One method of the protocol; calls are checked and dispatched by this definition. */
record Method(String name, List<Param> params, Handler handler) {
  Method {
    params = List.copyOf(params);
  }

  /**
   * Does what the method does. Takes effect before it returns, and never waits; the answer may come
   * later.
   */
  interface Handler {
    void call(Params params, Client client, Reply reply);
  }
}
