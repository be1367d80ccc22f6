package dev.leash.filesystem;

import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Has what is done to a disk under {@code full} be known to a model. For one thread. */
final class PowerRecorder implements WatchedDisk.Watcher {
  private final PowerModel model;
  private final Predicate<Operation> forgotten;

  /**
   * @param forgotten the syncs that are not done, as if our code forgot them
   */
  PowerRecorder(PowerModel model, Predicate<Operation> forgotten) {
    this.model = model;
    this.forgotten = forgotten;
  }

  Disk disk() {
    return WatchedDisk.of(new NioDisk(Durability.FULL), this);
  }

  @Override
  public @Nullable Object operate(Operation operation) throws IOException {
    Path path = operation.path();
    return switch (operation.verb()) {
      case "makeFolder", "makeFolders", "link" -> made(operation);
      case "open" -> opened(operation);
      case "write" -> written(operation);
      case "truncate" -> {
        operation.run();
        model.cut(path, (long) operation.arguments().getFirst());
        yield null;
      }
      case "move" -> {
        operation.run();
        model.moved(path, operation.to());
        yield null;
      }
      case "delete" -> {
        boolean deleted = (boolean) Objects.requireNonNull(operation.run());
        if (deleted) {
          model.deleted(path);
        }
        yield deleted;
      }
      case "look" -> {
        BasicFileAttributes found = (BasicFileAttributes) Objects.requireNonNull(operation.run());
        model.node(path).ifPresent(node -> node.seen(found));
        yield found;
      }
      case "syncFile", "syncFolder" -> {
        if (!forgotten.test(operation)) {
          model.synced(path);
        }
        yield null;
      }
      case "close", "next", "leadsToFolder", "list", "mode", "owner", "read", "real", "room" ->
          operation.run();
      // A time alone is no content; what it is now is seen by the next look.
      case "setModified", "setMode", "tryLock" -> operation.run();
      default -> throw new AssertionError("the model knows no " + operation);
    };
  }

  private @Nullable Object made(Operation operation) throws IOException {
    Object result = operation.run();
    model.made(operation.path());
    return result;
  }

  private @Nullable Object opened(Operation operation) throws IOException {
    Object result = made(operation);
    if (((Set<?>) operation.arguments().get(1)).contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      model.cut(operation.path(), 0);
    }
    return result;
  }

  private int written(Operation operation) throws IOException {
    ByteBuffer source = ((ByteBuffer) operation.arguments().getFirst()).duplicate();
    int count = (int) Objects.requireNonNull(operation.run());
    byte[] bytes = new byte[count];
    source.get(bytes);
    model.written(operation.path(), (long) operation.arguments().get(1), bytes);
    return count;
  }
}
