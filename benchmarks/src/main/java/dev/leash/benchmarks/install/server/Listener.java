package dev.leash.benchmarks.install.server;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * An address that nginx listens at, and what holds there.
 *
 * @param directives without their semicolons
 */
record Listener(InetSocketAddress address, List<String> directives) {
  Listener {
    directives = List.copyOf(directives);
  }

  static Listener plain(InetSocketAddress address) {
    return new Listener(address, List.of());
  }

  static Listener withoutRanges(InetSocketAddress address) {
    return new Listener(address, List.of("max_ranges 0"));
  }

  /** Each connection gets so many MiB/s. */
  static Listener limited(InetSocketAddress address, int mebibytes) {
    return new Listener(address, List.of("limit_rate " + mebibytes + "m"));
  }

  String url() {
    return "http://" + at() + "/";
  }

  String block(String root) {
    StringBuilder block = new StringBuilder("  server {\n");
    block.append("    listen ").append(at()).append(";\n");
    block.append("    root ").append(root).append(";\n");
    directives.forEach(directive -> block.append("    ").append(directive).append(";\n"));
    return block.append("  }\n").toString();
  }

  private String at() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
