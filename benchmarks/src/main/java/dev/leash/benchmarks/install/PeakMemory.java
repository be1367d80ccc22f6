package dev.leash.benchmarks.install;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The most memory that a daemon has had since its start.
 *
 * @param resident in bytes; known on Linux alone
 * @param heap in bytes: the peaks of the heap's pools, which need not have been at one time
 */
record PeakMemory(OptionalLong resident, long heap) {
  private static final String PEAK = "VmHWM:";

  static PeakMemory of(long pid) throws IOException {
    // First: what asks for the heap's peak takes memory itself.
    OptionalLong resident = resident(Path.of("/proc/" + pid + "/status"));
    return new PeakMemory(resident, heap(pid));
  }

  String shown() {
    return String.format(
        Locale.ROOT,
        "%s MiB resident, %d MiB of heap",
        resident.isPresent() ? Long.toString(resident.getAsLong() >> 20) : "?",
        heap >> 20);
  }

  static OptionalLong resident(Path status) throws IOException {
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    }
  }

  private static long heap(long pid) throws IOException {
    try {
      VirtualMachine daemon = VirtualMachine.attach(Long.toString(pid));
      try {
        return heap(new JMXServiceURL(daemon.startLocalManagementAgent()));
      } finally {
        daemon.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("the daemon's heap cannot be looked at", e);
    }
  }

  // Who answers is the daemon that the benchmark started.
  @SuppressWarnings("BanJNDI")
  private static long heap(JMXServiceURL url) throws IOException {
    try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
      return ManagementFactory.getPlatformMXBeans(
              connector.getMBeanServerConnection(), MemoryPoolMXBean.class)
          .stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .mapToLong(pool -> pool.getPeakUsage().getUsed())
          .sum();
    }
  }
}
