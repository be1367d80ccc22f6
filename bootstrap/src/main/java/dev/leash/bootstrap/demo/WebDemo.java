package dev.leash.bootstrap.demo;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.WebAddress;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The main job in a browser: a daemon that serves its page, and a server with mods. Nothing is left
 * of it when it is closed. Safe for use by several threads.
 */
public final class WebDemo implements AutoCloseable {
  private final Path page;
  private final int port;

  // Guarded by this; what was started last is on top.
  private final Deque<Closeable> started = new ArrayDeque<>();
  private @Nullable Daemon daemon;
  private boolean closed;

  /**
   * @param page the built page, with the modules that it loads
   * @param port the gateway's; 0 for one that is free
   */
  public WebDemo(Path page, int port) {
    this.page = page;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @return what a person opens; the token is in the part of it that no browser sends anywhere
   * @throws StartFailure when it cannot start; what was started is closed by {@link #close}
   */
  public synchronized String start() throws IOException, StartFailure {
    if (closed) {
      throw new StartFailure("The demo was ended as it began");
    }
    if (!Files.isRegularFile(page.resolve("demo/index.html"))) {
      throw new StartFailure("The demo's page is not built: start it by ./leash demo --web");
    }
    DemoFolder folder = DemoFolder.make();
    started.push(folder::close);
    Path mods = folder.folder("mods");
    Path site = folder.folder("site");
    Shelf shelf = Shelf.stock(folder.folder("server"));
    DemoOrigin origin = new DemoOrigin(shelf.samples());
    started.push(origin::close);
    copyPage(site);
    Files.write(site.resolve("demo.json"), shelf.describe(origin, mods));
    DaemonSettings settings =
        DaemonSettings.of(folder.file("leash.sock"), folder.file("state"), List.of(mods))
            .withPage(port, site);
    Daemon serving = Daemon.start(settings);
    started.push(serving::close);
    daemon = serving;
    return address(serving.web().orElseThrow());
  }

  /** Waits until somebody asks the daemon to shut down; of one that was started. */
  public void await() throws InterruptedException {
    Daemon serving;
    synchronized (this) {
      serving = daemon;
    }
    if (serving != null) {
      serving.awaitStopRequest();
    }
  }

  /** Ends all of it. A second call does nothing. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    // The folder is below all that writes to it.
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }

  /** A copy, so that a build that goes on beside changes nothing for who watches. */
  private void copyPage(Path site) throws IOException {
    try (Stream<Path> all = Files.walk(page)) {
      for (Path from : all.filter(file -> !file.equals(page)).toList()) {
        Path to = site.resolve(page.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectory(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
    Files.copy(page.resolve("demo/index.html"), site.resolve("index.html"));
  }

  private static String address(WebAddress web) {
    return "http://" + URI.create(web.url()).getAuthority() + "/#token=" + web.token();
  }
}
