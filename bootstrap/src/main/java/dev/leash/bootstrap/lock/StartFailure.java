package dev.leash.bootstrap.lock;

/** Says in one line for a person why the daemon cannot start. */
public sealed class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public StartFailure(String message) {
    super(message);
  }

  /** Another live process has what it needs. */
  public static final class Held extends StartFailure {
    private static final long serialVersionUID = 1L;

    public Held(String message) {
      super(message);
    }
  }
}
