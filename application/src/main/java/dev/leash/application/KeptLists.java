package dev.leash.application;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.FileList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What completed downloads have published, as far back as there is room. The lists are not in the
 * downloads' results, which are kept for longer. Safe for use by several threads.
 */
final class KeptLists {
  /** Of a heap of 256 MiB; some 2,000,000 files, by what a file takes in a list. */
  static final long ROOM = 32L << 20;

  private final long room;

  // Guarded by this. The oldest first.
  private final Map<DownloadId, FileList> lists = new LinkedHashMap<>();
  private long held;

  KeptLists(long room) {
    this.room = room;
  }

  /** Keeps a list, and forgets the oldest ones that there is no room for any more. */
  synchronized void keep(DownloadId id, FileList list) {
    forget(id);
    lists.put(id, list);
    held += list.heldBytes();
    Iterator<FileList> oldest = lists.values().iterator();
    while (held > room) {
      held -= oldest.next().heldBytes();
      oldest.remove();
    }
  }

  synchronized void forget(DownloadId id) {
    FileList list = lists.remove(id);
    held -= list == null ? 0 : list.heldBytes();
  }

  /** Empty where none was published, and when it is forgotten. */
  synchronized Optional<FileList> find(DownloadId id) {
    return Optional.ofNullable(lists.get(id));
  }
}
