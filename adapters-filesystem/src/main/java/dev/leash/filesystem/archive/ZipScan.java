package dev.leash.filesystem.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/**
 * The entries of a zip by their local headers, one after the other as they arrive: a guess, which
 * the directory judges when it comes. Keeps no entry longer than it is worked on. Safe for use by
 * several threads.
 */
final class ZipScan implements KnownEntries {
  /** So many headers are read ahead of the unzipping, for the others that help. */
  private static final int MAX_AHEAD = 1_024;

  private final ArrivingBytes source;
  private final LocalEntryReader reader;
  private final int maxEntries;

  /** Held while a header is read, and until it has arrived. */
  private final ReentrantLock reading = new ReentrantLock();

  // Guarded by reading.
  private final EntryFingerprint fingerprint = new EntryFingerprint();
  private final LongStream.Builder times = LongStream.builder();
  private boolean over;

  // Guarded by this.
  private final Map<Integer, ScannedEntry> entries = new HashMap<>();
  private int count;
  private long reached;

  ZipScan(Extraction extraction) {
    this.source = extraction.source();
    this.reader = new LocalEntryReader(extraction.options());
    this.maxEntries = extraction.options().limits().entries();
  }

  /** Reads the next header, for which it waits; false where no further entry can be told so. */
  boolean readNext() throws ExtractionEnded {
    reading.lock();
    try {
      return read();
    } finally {
      reading.unlock();
    }
  }

  /** Reads headers that have arrived. */
  void readArrived() throws ExtractionEnded {
    if (!reading.tryLock()) {
      return;
    }
    try {
      boolean more = true;
      while (more && hasRoom()) {
        more = !over && reader.hasArrived(source, reached()) && read();
      }
    } finally {
      reading.unlock();
    }
  }

  private boolean read() throws ExtractionEnded {
    if (over) {
      return false;
    }
    Optional<ScannedEntry> next = count() < maxEntries ? readAtEnd() : Optional.empty();
    over = next.isEmpty();
    if (next.isPresent()) {
      fingerprint.add(next.get().entry());
      times.add(next.get().entry().modifiedMillis());
      add(next.get());
    }
    return !over;
  }

  /** What is wrong there is told by who reads the directory. */
  private Optional<ScannedEntry> readAtEnd() throws ExtractionEnded {
    try {
      return reader.read(source, reached());
    } catch (ExtractionEnded e) {
      if (e.isOfArchive()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private synchronized void add(ScannedEntry next) {
    entries.put(count, next);
    count++;
    reached = next.end();
  }

  private synchronized boolean hasRoom() {
    return entries.size() < MAX_AHEAD;
  }

  /** Where the last entry ends that is known. */
  synchronized long reached() {
    return reached;
  }

  /**
   * Whether a judged archive begins with these very entries, and they end before what follows them
   * there. To be asked once, when nothing is read any more.
   */
  boolean isStartOf(ZipPlan plan) {
    int known = count();
    if (known > plan.count() || (known > 0 && reached() > plan.boundary(known - 1))) {
      return false;
    }
    EntryFingerprint planned = new EntryFingerprint();
    for (int i = 0; i < known; i++) {
      planned.add(plan.entry(i));
    }
    reading.lock();
    try {
      return planned.isSame(fingerprint);
    } finally {
      reading.unlock();
    }
  }

  /** The modification times of all entries; to be asked once, when nothing is read any more. */
  long[] times() {
    reading.lock();
    try {
      return times.build().toArray();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public synchronized int count() {
    return count;
  }

  @Override
  public ZipEntryRecord entry(int index) {
    return scanned(index).entry();
  }

  @Override
  public long boundary(int index) {
    return scanned(index).end();
  }

  private synchronized ScannedEntry scanned(int index) {
    ScannedEntry entry = entries.get(index);
    if (entry == null) {
      throw new IllegalArgumentException("entry " + index + " is not known any more");
    }
    return entry;
  }

  @Override
  public synchronized void done(int index) {
    entries.remove(index);
  }
}
