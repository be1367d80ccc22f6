package dev.leash.bootstrap.ipc;

/**
 * Carries the refusal of a param from where it is read to the dispatcher; never leaves this
 * package.
 */
final class InvalidParams extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  InvalidParams(RpcError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  RpcError error() {
    return error;
  }
}
