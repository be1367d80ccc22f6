package dev.leash.bootstrap.ipc;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept for all clients together, in bytes: messages that arrive, calls that await their
 * answer, output that is not read yet. Each client has bounds of its own; those of many together
 * are more than the heap, so when all of it is more than may be, whoever has the most is
 * disconnected. Safe for use by several threads.
 */
final class ClientMemory {
  private final long limit;

  // Guarded by this.
  private final Set<Account> accounts = new HashSet<>();
  private long kept;

  /**
   * @param limit of bytes in all
   */
  ClientMemory(long limit) {
    this.limit = limit;
  }

  /**
   * Opens an account for a client.
   *
   * @param disconnect called when the client has the most and it is too much; must not wait
   */
  synchronized Account open(Runnable disconnect) {
    Account account = new Account(disconnect);
    accounts.add(account);
    return account;
  }

  private synchronized Optional<Account> add(Account account, long bytes) {
    if (!accounts.contains(account)) {
      return Optional.empty();
    }
    account.kept += bytes;
    kept += bytes;
    return kept > limit
        ? accounts.stream().max(Comparator.comparingLong(one -> one.kept))
        : Optional.empty();
  }

  private synchronized void close(Account account) {
    if (accounts.remove(account)) {
      kept -= account.kept;
    }
  }

  /** What is kept for one client. */
  final class Account implements AutoCloseable {
    private final Runnable disconnect;

    // Guarded by ClientMemory.this.
    private long kept;

    private Account(Runnable disconnect) {
      this.disconnect = disconnect;
    }

    /** So much more is kept. */
    void add(long bytes) {
      ClientMemory.this
          .add(this, bytes)
          .ifPresent(fattest -> {
            fattest.close();
            fattest.disconnect.run();
          });
    }

    /** So much less is kept. */
    void take(long bytes) {
      var _ = ClientMemory.this.add(this, -bytes);
    }

    /** Nothing is kept any more. */
    @Override
    public void close() {
      ClientMemory.this.close(this);
    }
  }
}
