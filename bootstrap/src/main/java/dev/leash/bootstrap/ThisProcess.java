package dev.leash.bootstrap;

import dev.leash.bootstrap.ipc.ProcessFacts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the process knows of itself. */
public final class ThisProcess {
  private static final Path LINUX_STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  private ThisProcess() {}

  /** The version that the jar's manifest has. */
  public static String version() {
    return Optional.ofNullable(ThisProcess.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static ProcessFacts facts() {
    return new ProcessFacts(version(), ProcessHandle.current().pid(), ThisProcess::memoryBytes);
  }

  /** Resident where the platform tells, else what the virtual machine has taken of it. */
  private static long memoryBytes() {
    return resident()
        .orElseGet(() -> {
          MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
          return memory.getHeapMemoryUsage().getCommitted()
              + memory.getNonHeapMemoryUsage().getCommitted();
        });
  }

  private static OptionalLong resident() {
    try (Stream<String> lines = Files.lines(LINUX_STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1_024)
          .findFirst();
    } catch (IOException | RuntimeException e) {
      // Another platform.
      return OptionalLong.empty();
    }
  }
}
