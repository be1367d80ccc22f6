package dev.leash.benchmarks.install.server;

import dev.leash.benchmarks.kit.Cleanup;
import dev.leash.benchmarks.kit.Command;
import dev.leash.benchmarks.kit.Tool;
import dev.leash.benchmarks.kit.UnableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The kernel's own emulation: a network namespace for the server, a pair of virtual devices, and
 * {@code netem} on the server's, which delays and paces what is sent.
 */
final class KernelLink {
  /** What is on its way for 20 ms at 1 Gbit/s, many times over: a full queue would drop. */
  private static final int QUEUED_PACKETS = 100_000;

  private final String namespace;
  private final String inside;
  private final String outside;
  private final String server;
  private final String client;

  /** With names and addresses that depend on the number, so that two runs do not meet. */
  KernelLink(long number) {
    namespace = "leash-bench-" + number;
    // A device's name has at most 15 characters.
    inside = "lbi" + number;
    outside = "lbo" + number;
    server = address(number, 1);
    client = address(number, 2);
  }

  /** Sets it up; the clean-up takes it down. */
  void open(Cleanup cleanup) throws IOException {
    if (Tool.find("ip").isEmpty() || Tool.find("tc").isEmpty()) {
      throw new UnableException("ip and tc are needed");
    }
    for (Step step : steps()) {
      Command.run(step.up());
      if (!step.down().isEmpty()) {
        cleanup.add(() -> Command.run(step.down()));
      }
    }
  }

  /** What a command line begins with that is to run at the server's side. */
  List<String> before() {
    return List.of("ip", "netns", "exec", namespace);
  }

  InetSocketAddress server(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(server), port);
  }

  /** Of those that are for measurements of this kind (RFC 2544), in a network of four. */
  private static String address(long number, int host) {
    return "198.18.%d.%d".formatted((number >> 6) & 255, ((number & 63) << 2) + host);
  }

  List<Step> steps() {
    String devices = "ip link add " + outside + " type veth peer name " + inside;
    return List.of(
        new Step("ip netns add " + namespace, "ip netns del " + namespace),
        new Step(devices + " netns " + namespace, "ip link del " + outside),
        new Step("ip addr add " + client + "/30 dev " + outside, ""),
        new Step("ip link set " + outside + " up", ""),
        new Step("ip -n " + namespace + " addr add " + server + "/30 dev " + inside, ""),
        new Step("ip -n " + namespace + " link set " + inside + " up", ""),
        new Step(
            "tc -n %s qdisc add dev %s root netem delay %dms rate %dbit limit %d"
                .formatted(
                    namespace,
                    inside,
                    Link.ROUND_TRIP_MILLIS,
                    Link.BITS_PER_SECOND,
                    QUEUED_PACKETS),
            ""));
  }

  /** What sets something up, and what takes it down again, where something must. */
  record Step(List<String> up, List<String> down) {
    Step(String up, String down) {
      this(words(up), words(down));
    }

    private static List<String> words(String line) {
      return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }
  }
}
