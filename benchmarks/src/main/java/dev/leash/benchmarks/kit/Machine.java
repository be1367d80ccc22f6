package dev.leash.benchmarks.kit;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says what was measured on: figures mean nothing without it. */
public final class Machine {
  private Machine() {}

  /**
   * Prints it; before anything is started, for the load's sake.
   *
   * @param folder where the benchmark's files will be
   */
  public static void print(PrintStream out, Path folder) throws IOException {
    out.printf(
        Locale.ROOT,
        "%d cores, %s %s %s, Java %s (%s), files on %s, load of the last minute %.2f%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.version(),
        System.getProperty("java.vendor.version", "no vendor's version"),
        Files.getFileStore(folder).type(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
