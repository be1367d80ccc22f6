package dev.leash.bootstrap.ipc;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.DownloadStatus;
import dev.leash.domain.port.SessionEvents.Change;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Who is connected, and hears of what: those with a call about a download of that download,
 * subscribers of all in their scopes, and whoever began a session of its end. Safe for use by
 * several threads.
 */
final class Listeners {
  /** More than an app has windows; a client must not fill the memory with names. */
  static final int MAX_SUBSCRIPTIONS = 1_000;

  // Guarded by this.
  private final Map<DownloadId, Set<Client>> interested = new HashMap<>();
  private final Map<Client, Set<Scope>> subscribed = new HashMap<>();
  private final Set<Client> subscribedToAll = new LinkedHashSet<>();
  private final Set<Client> clients = new LinkedHashSet<>();
  private final Set<Beginning> beginnings = new LinkedHashSet<>();

  synchronized void join(Client client) {
    clients.add(client);
  }

  synchronized void leave(Client client) {
    clients.remove(client);
    subscribed.remove(client);
    subscribedToAll.remove(client);
    interested.values().forEach(set -> set.remove(client));
  }

  /** How many are connected. */
  synchronized int clients() {
    return clients.size();
  }

  /** From now on, nothing that ends in the scope is missed until {@link #begun} or this is left. */
  synchronized void await(Beginning beginning) {
    beginnings.add(beginning);
  }

  /** Nothing came of it, or all is noted. */
  synchronized void leave(Beginning beginning) {
    beginnings.remove(beginning);
  }

  /**
   * Notes which session it is, for its client to be told of its end.
   *
   * @return empty when the connection has closed meanwhile; else what the client has missed: at the
   *     most the one message that tells of that end
   */
  synchronized Optional<List<byte[]>> begun(Beginning beginning, SessionId session) {
    Client client = beginning.client();
    if (!client.noteBegun(session, beginning.endsWithConnection())) {
      return Optional.empty();
    }
    byte[] missed = beginning.missed().get(session);
    if (missed == null) {
      return Optional.of(List.of());
    }
    var _ = client.forget(session);
    return Optional.of(List.of(missed));
  }

  /** Tells the client of a download until it has ended. */
  void follow(Client client, DownloadId id, CompletableFuture<DownloadStatus> ended) {
    boolean first;
    synchronized (this) {
      first = !interested.containsKey(id);
      interested.computeIfAbsent(id, _ -> new LinkedHashSet<>()).add(client);
    }
    // Once: a download that is asked about a million times must not keep a million of these.
    if (first) {
      var _ = ended.thenRun(() -> forget(id));
    }
  }

  /**
   * All scopes where none is named.
   *
   * @return false when the client has subscribed to {@link #MAX_SUBSCRIPTIONS} others already
   */
  synchronized boolean subscribe(Client client, Optional<Scope> scope) {
    if (scope.isEmpty()) {
      subscribedToAll.add(client);
      return true;
    }
    Set<Scope> scopes = subscribed.computeIfAbsent(client, _ -> new LinkedHashSet<>());
    return scopes.contains(scope.get())
        || (scopes.size() < MAX_SUBSCRIPTIONS && scopes.add(scope.get()));
  }

  /** All subscriptions where no scope is named. */
  synchronized void unsubscribe(Client client, Optional<Scope> scope) {
    if (scope.isPresent()) {
      Set<Scope> scopes = subscribed.get(client);
      if (scopes != null) {
        scopes.remove(scope.get());
      }
    } else {
      subscribed.remove(client);
      subscribedToAll.remove(client);
    }
  }

  /**
   * Who hears of a session's end; whoever is about to begin that session has it kept.
   *
   * @param message that tells of it
   */
  synchronized Set<Client> of(Change change, byte[] message) {
    Set<Client> listeners = of(change.scope(), client -> client.forget(change.previous()));
    beginnings.stream()
        .filter(beginning -> beginning.scope().equals(change.scope()))
        .filter(beginning -> !listeners.contains(beginning.client()))
        .forEach(beginning -> beginning.missed().put(change.previous(), message));
    return listeners;
  }

  /** Who hears of a download. */
  synchronized Set<Client> of(DownloadStatus status) {
    Set<Client> listeners = of(status.scope(), _ -> false);
    listeners.addAll(interested.getOrDefault(status.id(), Set.of()));
    return listeners;
  }

  private Set<Client> of(Scope scope, Predicate<Client> others) {
    Set<Client> found = new LinkedHashSet<>(subscribedToAll);
    clients.stream()
        .filter(client ->
            others.test(client) || subscribed.getOrDefault(client, Set.of()).contains(scope))
        .forEach(found::add);
    return found;
  }

  private synchronized void forget(DownloadId id) {
    interested.remove(id);
  }
}
