package dev.leash.benchmarks.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeakMemoryTest {
  @TempDir private Path folder;

  @Test
  void readsTheKernelsHighWaterMark() throws IOException {
    Path status =
        Files.writeString(folder.resolve("status"), "VmPeak:\t 9 kB\nVmHWM:\t  2048 kB\n");

    assertThat(PeakMemory.resident(status)).hasValue(2 << 20);
  }

  @Test
  void knowsNothingWhereTheKernelSaysNothing() throws IOException {
    assertThat(PeakMemory.resident(folder.resolve("none"))).isEmpty();
  }
}
