package dev.leash.bootstrap.ipc;

import java.util.List;

/**
 * One method of the protocol: calls are checked and dispatched by this definition, and the OpenRPC
 * document is made of it.
 *
 * @param summary what it does; a sentence for a person
 */
record Method(String name, String summary, List<Param> params, Result result, Handler handler) {
  Method {
    params = List.copyOf(params);
  }

  /**
   * What it answers.
   *
   * @param name for the document
   */
  record Result(String name, Schema schema) {
    /** An object, described once. */
    static Result of(Shape<?> shape) {
      return new Result(shape.name(), Schema.of(shape));
    }
  }

  /**
   * Does what the method does. Takes effect before it returns, and never waits; the answer may come
   * later.
   */
  interface Handler {
    void call(Params params, Client client, Reply reply);
  }
}
