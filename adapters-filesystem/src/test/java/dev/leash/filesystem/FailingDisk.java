package dev.leash.filesystem;

import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose nth operation fails, of those that can fail so. Nothing is synced: that only takes
 * time. For one thread.
 */
final class FailingDisk implements WatchedDisk.Watcher {
  private static final Set<String> NEEDING_ROOM =
      Set.of(
          "makeFolder",
          "makeFolders",
          "open",
          "write",
          "link",
          "hardLink",
          "move",
          "syncFile",
          "syncFolder");

  /** Those of a file that is open: whether one may was asked when it was opened. */
  private static final Set<String> PERMITTED = Set.of("write", "read", "next", "close", "truncate");

  private final Fault fault;
  private final Span span;
  private final int nth;
  private Optional<WatchedDisk.Watcher> mistake = Optional.empty();
  private boolean begun;
  private int counted;
  private Optional<Operation> failed = Optional.empty();

  /** How an operation fails. */
  enum Fault {
    FULL("No space left on device"),
    FORBIDDEN("Permission denied"),
    BROKEN("Input/output error");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    private boolean meets(String verb) {
      return switch (this) {
        case FULL -> NEEDING_ROOM.contains(verb);
        case FORBIDDEN -> !PERMITTED.contains(verb);
        case BROKEN -> true;
      };
    }

    /** As a person reads it. */
    String detail() {
      return this == FORBIDDEN ? "permission denied" : text;
    }

    IOException exception(Operation operation) {
      if (PERMITTED.contains(operation.verb())) {
        // As a channel's: without a path.
        return new IOException(text);
      }
      String path = operation.path().toString();
      return this == FORBIDDEN
          ? new AccessDeniedException(path)
          : new FileSystemException(path, null, text);
    }
  }

  /** What fails after the nth operation. */
  enum Span {
    ONCE,
    FOR_EVER,
    /** The drive that one downloads to, and not the one with the state directory. */
    DRIVE_FOR_EVER
  }

  FailingDisk(Fault fault, Span span, int nth) {
    this.fault = fault;
    this.span = span;
    this.nth = nth;
  }

  /** The same under code that has a mistake. */
  FailingDisk under(WatchedDisk.Watcher mistaken) {
    mistake = Optional.of(mistaken);
    return this;
  }

  Disk disk() {
    Disk failing = WatchedDisk.of(new NioDisk(Durability.FULL), this);
    return mistake.map(mistaken -> WatchedDisk.of(failing, mistaken)).orElse(failing);
  }

  /** From now on operations count. */
  void begin() {
    begun = true;
  }

  Fault fault() {
    return fault;
  }

  Span span() {
    return span;
  }

  /** The first that failed; empty while none has. */
  Optional<Operation> failed() {
    return failed;
  }

  @Override
  public @Nullable Object operate(Operation operation) throws IOException {
    if (begun && fault.meets(operation.verb()) && isReached(operation.path())) {
      if (failed.isEmpty()) {
        failed = Optional.of(operation);
      }
      beginning(operation);
      throw fault.exception(operation);
    }
    return operation.verb().startsWith("sync") ? null : operation.run();
  }

  private boolean isReached(Path path) {
    if (span == Span.DRIVE_FOR_EVER && path.toString().contains("/state")) {
      return false;
    }
    counted++;
    return span == Span.ONCE ? counted == nth : counted >= nth;
  }

  /** A write may have written half before it failed; what cannot be closed well is closed. */
  static void beginning(Operation operation) throws IOException {
    switch (operation.verb()) {
      case "write" -> {
        ByteBuffer source = (ByteBuffer) operation.arguments().getFirst();
        int limit = source.limit();
        source.limit(source.position() + source.remaining() / 2);
        operation.run();
        source.limit(limit);
      }
      case "close" -> operation.run();
      default -> {}
    }
  }
}
