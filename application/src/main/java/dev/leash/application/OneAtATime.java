package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Lets calls with the same download id in one after the other. Safe for use by several threads. */
final class OneAtATime {
  private final ConcurrentHashMap<DownloadId, CompletableFuture<Void>> inside =
      new ConcurrentHashMap<>();

  /** Waits for those with the same id that came before, and for nobody else. */
  <T> T call(DownloadId id, Supplier<T> task) {
    CompletableFuture<Void> left = new CompletableFuture<>();
    CompletableFuture<Void> other = inside.putIfAbsent(id, left);
    while (other != null) {
      other.join();
      other = inside.putIfAbsent(id, left);
    }
    try {
      return task.get();
    } finally {
      inside.remove(id);
      left.complete(null);
    }
  }
}
