package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.DaemonProcess;
import dev.leash.bootstrap.client.LeashClient;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user meets right after the app's start: each round has a daemon of its own. Closing ends
 * it, from another thread too.
 */
final class FirstOfLeash implements Contender, Closeable {
  static final String SHOWN = "leash, first after start";

  private final Path launcher;
  private final Path root;
  private @Nullable DaemonProcess daemon;
  private @Nullable LeashClient client;

  FirstOfLeash(Path launcher, Path root) {
    this.launcher = launcher;
    this.root = root;
  }

  @Override
  public String shown() {
    return SHOWN;
  }

  @Override
  public synchronized void before() throws IOException {
    DaemonProcess started = DaemonProcess.start(launcher, root);
    daemon = started;
    client = started.connect(_ -> {});
  }

  @Override
  public void install(Job job) throws IOException, InterruptedException {
    LeashCalls.install(connected(), job);
  }

  @Override
  public void after() throws IOException {
    close();
  }

  @Override
  public synchronized void close() throws IOException {
    // A try closes what is null by doing nothing.
    try (DaemonProcess _ = daemon;
        LeashClient _ = client) {
      daemon = null;
      client = null;
    }
  }

  private synchronized LeashClient connected() {
    LeashClient connected = client;
    if (connected == null) {
      throw new IllegalStateException("before() was not called");
    }
    return connected;
  }
}
