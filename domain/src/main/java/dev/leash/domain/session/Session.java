package dev.leash.domain.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One life of a page: what it holds on its leash, and the rundown that keeps its publications from
 * outliving it.
 *
 * <p>Admission, the gate and the end are decided under one mutex that is never held while anything
 * waits, so a download is either refused or among those that {@link #end} takes, and a publication
 * is either refused or waited for. Safe for use by several threads.
 *
 * @param <D> what is held: a download
 */
public final class Session<D> {
  private final SessionId id;
  private final Scope scope;
  private final Object mutex = new Object();
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();

  // Guarded by mutex.
  private final Set<D> held = new LinkedHashSet<>();
  private int publishers;
  private @Nullable EndCause ended;

  Session(SessionId id, Scope scope) {
    this.id = id;
    this.scope = scope;
  }

  public SessionId id() {
    return id;
  }

  public Scope scope() {
    return scope;
  }

  /** Why this session ended; empty while it is current. */
  public Optional<EndCause> ended() {
    synchronized (mutex) {
      return Optional.ofNullable(ended);
    }
  }

  /**
   * Puts a download on this session's leash.
   *
   * @return empty when it was admitted, else why this session had ended
   */
  public Optional<EndCause> admit(D download) {
    synchronized (mutex) {
      if (ended == null) {
        held.add(download);
      }
      return Optional.ofNullable(ended);
    }
  }

  /**
   * Lets go of a download: one that has come to its own end, or one that {@link #end} took and that
   * the fence shall wait for no longer.
   */
  public void release(D download) {
    boolean last;
    synchronized (mutex) {
      held.remove(download);
      last = isQuiet();
    }
    completeQuiet(last);
  }

  /**
   * Enters the gate behind which files are renamed into place. Whoever entered must {@linkplain
   * #leaveGate leave}, and renames nothing after that.
   *
   * @return false when this session has ended: then nothing may be renamed
   */
  public boolean enterGate() {
    synchronized (mutex) {
      if (ended != null) {
        return false;
      }
      publishers++;
      return true;
    }
  }

  /** Leaves the gate. */
  public void leaveGate() {
    boolean last;
    synchronized (mutex) {
      if (publishers == 0) {
        throw new IllegalStateException("nobody is in the gate of session " + id);
      }
      publishers--;
      last = isQuiet();
    }
    completeQuiet(last);
  }

  /**
   * Completes once this session has ended, its last publication is over and all that it held has
   * been released: then nothing of it is seen any more. On the thread that brought that about.
   */
  CompletableFuture<Void> quiet() {
    return quiet;
  }

  /**
   * Ends this session and takes what it held. O(1): called under the scope's mutex.
   *
   * @return what it held, each of which is to be {@linkplain #release released}; empty when it had
   *     ended already
   */
  Optional<List<D>> end(EndCause cause) {
    List<D> taken;
    boolean idle;
    synchronized (mutex) {
      if (ended != null) {
        return Optional.empty();
      }
      ended = cause;
      taken = List.copyOf(held);
      idle = isQuiet();
    }
    completeQuiet(idle);
    return Optional.of(taken);
  }

  /** Called under the mutex. */
  private boolean isQuiet() {
    return ended != null && publishers == 0 && held.isEmpty();
  }

  private void completeQuiet(boolean now) {
    if (now) {
      quiet.complete(null);
    }
  }

  @Override
  public String toString() {
    return "session " + id + " of " + scope;
  }
}
