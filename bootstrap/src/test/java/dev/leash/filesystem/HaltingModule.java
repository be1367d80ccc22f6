package dev.leash.filesystem;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Workspace;
import dev.leash.filesystem.CrashPoints.Point;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the process halt at a named step of a publication, as if it were killed there: the same
 * workspace as the product's, but for its crash points. Safe for use by several threads.
 */
public final class HaltingModule extends AbstractModule {
  public static final int EXIT = 77;

  private final FilesystemSettings settings;
  private final Path orders;
  private final Disk disk;
  private final AtomicInteger reached = new AtomicInteger();

  /**
   * @param orders a file with the step's name and which of the times to halt at; while it is not
   *     there, nothing halts
   */
  public HaltingModule(FilesystemSettings settings, Path orders) {
    this(settings, orders, new NioDisk(settings.durability()));
  }

  private HaltingModule(FilesystemSettings settings, Path orders, Disk disk) {
    this.settings = settings;
    this.orders = orders;
    this.disk = disk;
  }

  /** Of a daemon that renames nothing, and so undoes nothing: a mistake that is to be found. */
  public static HaltingModule undoingNothing(FilesystemSettings settings, Path orders) {
    return new HaltingModule(settings, orders, forgetful(new NioDisk(settings.durability())));
  }

  /** The names of all steps, in their order. */
  public static List<String> steps() {
    return Arrays.stream(Point.values()).map(Point::name).toList();
  }

  @Provides
  @Singleton
  Workspace workspace(Clock clock) {
    return new FileWorkspace(
        settings,
        new FileWorkspace.Means(
            clock,
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()),
            () -> UUID.randomUUID().toString(),
            this::reached,
            disk));
  }

  private static Disk forgetful(Disk disk) {
    InvocationHandler handler =
        (_, method, arguments) ->
            method.getName().equals("move") ? null : method.invoke(disk, arguments);
    return (Disk)
        Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, handler);
  }

  private void reached(Point point) {
    try {
      if (!Files.exists(orders)) {
        return;
      }
      String[] order = Files.readString(orders).split(" ", 2);
      if (point.name().equals(order[0])
          && reached.incrementAndGet() == Integer.parseInt(order[1])) {
        Runtime.getRuntime().halt(EXIT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
