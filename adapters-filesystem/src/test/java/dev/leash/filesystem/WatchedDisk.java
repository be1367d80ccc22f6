package dev.leash.filesystem;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a watcher before a disk: each abstract method of {@link Disk} and of what it opens is an
 * operation, so a new one cannot be forgotten.
 */
final class WatchedDisk {
  private final Watcher watcher;

  private WatchedDisk(Watcher watcher) {
    this.watcher = watcher;
  }

  static Disk of(Disk disk, Watcher watcher) {
    return new WatchedDisk(watcher).watched(Disk.class, disk, Optional.empty());
  }

  /** Hears of an operation, and does it or not. */
  interface Watcher {
    @Nullable Object operate(Operation operation) throws IOException;
  }

  /** Does an operation on the disk itself. */
  private interface Doing {
    @Nullable Object run() throws IOException;
  }

  /**
   * One operation that is about to be done.
   *
   * @param verb the method's name
   * @param path what it is about; for an open file its path
   * @param arguments the method's own
   */
  record Operation(String verb, Path path, List<Object> arguments, Doing doing) {
    @Nullable Object run() throws IOException {
      return doing.run();
    }

    /** Where a rename leads. */
    Path to() {
      return (Path) arguments.get(1);
    }

    @Override
    public String toString() {
      return verb + " " + path + (verb.equals("move") ? " to " + to() : "");
    }
  }

  private <T> T watched(Class<T> type, T real, Optional<Path> file) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (!Modifier.isAbstract(method.getModifiers())) {
            return method.getDeclaringClass().equals(Object.class)
                ? method.invoke(real, arguments)
                : InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          if (method.getName().equals("isSynced")) {
            return call(method, real, arguments);
          }
          List<Object> all = arguments == null ? List.of() : List.of(arguments);
          Path path = file.orElseGet(() -> (Path) all.getFirst());
          return watcher.operate(
              new Operation(
                  method.getName(), path, all, () -> opened(call(method, real, arguments), path)));
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object opened(@Nullable Object result, Path path) {
    return switch (result) {
      case Disk.OpenFile open -> watched(Disk.OpenFile.class, open, Optional.of(path));
      case Disk.Listing listing -> watched(Disk.Listing.class, listing, Optional.of(path));
      case null, default -> result;
    };
  }

  private static @Nullable Object call(Method method, Object real, Object @Nullable [] arguments)
      throws IOException {
    try {
      method.setAccessible(true);
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException failed) {
        throw failed;
      }
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new AssertionError(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
