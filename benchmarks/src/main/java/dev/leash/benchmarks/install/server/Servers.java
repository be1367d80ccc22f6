package dev.leash.benchmarks.install.server;

import dev.leash.benchmarks.kit.Cleanup;
import dev.leash.benchmarks.kit.Command;
import dev.leash.benchmarks.kit.UnableException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Serves one folder on every route. */
public final class Servers {
  private static final int LIMIT_MEBIBYTES = 50;

  /** Of the server at the link's other side, where it is alone. */
  private static final int LINK_PORT = 8080;

  private final Cleanup cleanup;
  private final Path own;
  private final Path data;
  private final Map<Route, String> urls = new EnumMap<>(Route.class);

  private Servers(Cleanup cleanup, Path own, Path data) {
    this.cleanup = cleanup;
    this.own = own;
    this.data = data;
  }

  /** Whether there is what it takes. */
  public static void check() throws UnableException {
    var _ = Nginx.program();
  }

  /**
   * Starts them; the clean-up ends them.
   *
   * @param data what they serve
   */
  public static Servers start(Cleanup cleanup, Path data) throws IOException {
    Path own = Files.createTempDirectory("leash-bench-nginx-").toRealPath();
    cleanup.add(() -> Command.run(List.of("rm", "-rf", own.toString())));
    Servers servers = new Servers(cleanup, own, data);
    List<InetSocketAddress> free = Ports.free(2);
    Listener plain = Listener.plain(free.getFirst());
    Listener limited = Listener.limited(free.getLast(), LIMIT_MEBIBYTES);
    cleanup.add(servers.nginx("local", List.of(), List.of(plain, limited)));
    servers.urls.put(Route.PLAIN, plain.url());
    servers.urls.put(Route.LIMITED, limited.url());
    return servers;
  }

  /** Also over the link, as the kernel emulates it, or else this process; says which. */
  public void openLink(PrintStream out) throws IOException {
    String link =
        "The link of 1 Gbit/s and %d ms there and back is emulated by "
            .formatted(Link.ROUND_TRIP_MILLIS);
    Cleanup far = cleanup.add(new Cleanup());
    try {
      byKernel(far);
      out.println(link + "the kernel (netem).");
    } catch (IOException e) {
      // Half a link is in the way of others.
      far.close();
      byRelay();
      out.println(link + "this process, which relays: the kernel cannot (" + e.getMessage() + ").");
    }
  }

  private void byKernel(Cleanup far) throws IOException {
    KernelLink link = new KernelLink(ProcessHandle.current().pid());
    link.open(far);
    Listener ranges = Listener.plain(link.server(LINK_PORT));
    Listener none = Listener.withoutRanges(link.server(LINK_PORT + 1));
    far.add(nginx("far", link.before(), List.of(ranges, none)));
    urls.put(Route.LINK, ranges.url());
    urls.put(Route.LINK_WITHOUT_RANGES, none.url());
  }

  private void byRelay() throws IOException {
    List<InetSocketAddress> free = Ports.free(2);
    Listener ranges = Listener.plain(free.getFirst());
    Listener none = Listener.withoutRanges(free.getLast());
    cleanup.add(nginx("near", List.of(), List.of(ranges, none)));
    urls.put(Route.LINK, cleanup.add(RelayLink.to(ranges.address())).url());
    urls.put(Route.LINK_WITHOUT_RANGES, cleanup.add(RelayLink.to(none.address())).url());
  }

  private Nginx nginx(String name, List<String> before, List<Listener> listeners)
      throws IOException {
    Path folder = Files.createDirectories(own.resolve(name));
    return Nginx.start(before, new Configuration(folder, data, user(), listeners));
  }

  /** Its workers give up the administrator's rights, and the folder may be closed to others. */
  private static Optional<String> user() {
    String name = System.getProperty("user.name", "");
    return name.equals("root") ? Optional.of(name) : Optional.empty();
  }

  /** Where the folder is, on this route; ends with a slash. */
  public String url(Route route) {
    String url = urls.get(route);
    if (url == null) {
      throw new IllegalArgumentException("not served: " + route);
    }
    return url;
  }
}
