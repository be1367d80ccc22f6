package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BuffersTest {
  private static final int LARGE = 256 * 1024;

  /** A quarter of the heap that the launcher gives. */
  private static final long MOST = 64L << 20;

  private final Buffers buffers = new Buffers(LARGE);

  @Test
  void takeAQuarterOfTheHeapForAThousandTransfersAtTheMost() {
    List<Buffers.Lease> leases = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      leases.add(buffers.lease());
    }

    assertThat(leases.getFirst().bytes()).hasSize(LARGE);
    assertThat(leases.stream().mapToLong(lease -> lease.bytes().length).sum()).isLessThan(MOST);
  }

  @Test
  void areLargeAgainOnceOthersHaveGivenTheirsBack() {
    for (int i = 0; i < 1_000; i++) {
      try (Buffers.Lease lease = buffers.lease()) {
        assertThat(lease.bytes()).hasSize(LARGE);
      }
    }
  }
}
