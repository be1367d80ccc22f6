package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.MemoryArrivingFile;
import dev.leash.filesystem.archive.PlanMemory.Lease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PlanMemoryTest {
  /** It takes 1,000 and 900 for each entry; of which 400 for each are kept. */
  private static final EndRecord TEN_ENTRIES = new EndRecord(10, 0, 1_000, 0, 5_000);

  private final PlanMemory memory = new PlanMemory(15_000);
  private final Cancellation cancellation = new Cancellation();
  private final ArrivingBytes source = new ArrivingBytes(new MemoryArrivingFile(), 1, cancellation);

  private final CompletableFuture<Lease> other = new CompletableFuture<>();
  private final Thread waiting =
      Thread.ofPlatform()
          .daemon()
          .unstarted(() -> {
            try {
              other.complete(memory.lease(TEN_ENTRIES, source));
            } catch (ExtractionEnded e) {
              other.completeExceptionally(e);
            }
          });

  private void startWaiting() {
    waiting.start();
    while (waiting.getState() != Thread.State.WAITING) {
      assertThat(other).isNotDone();
      Thread.onSpinWait();
    }
  }

  @Test
  void hasASecondWaitUntilTheFirstHasBeenRead() throws Exception {
    Lease first = memory.lease(TEN_ENTRIES, source);
    startWaiting();

    first.read();

    assertThat(other.get()).isNotNull();
  }

  @Test
  void hasAnotherWaitWhileThePlansThatAreKeptLeaveNoRoom() throws Exception {
    Lease first = memory.lease(TEN_ENTRIES, source);
    first.read();
    Lease second = memory.lease(TEN_ENTRIES, source);
    second.read();
    startWaiting();

    first.close();

    assertThat(other.get()).isNotNull();
  }

  @Test
  void givesAllBack() throws Exception {
    for (int i = 0; i < 100; i++) {
      Lease lease = memory.lease(TEN_ENTRIES, source);
      if (i % 2 == 0) {
        lease.read();
      }
      lease.close();
      lease.close();
    }

    assertThat(memory.lease(TEN_ENTRIES, source)).isNotNull();
  }

  @Test
  void readsWhatNeedsMoreThanThereIsAlone() throws Exception {
    Lease larger = memory.lease(new EndRecord(1_000, 0, 50_000, 0, 90_000), source);
    startWaiting();

    larger.close();

    assertThat(other.get()).isNotNull();
  }

  @Test
  void endsAWaitByTheCancellation() throws Exception {
    memory.lease(TEN_ENTRIES, source);
    startWaiting();

    cancellation.cancel();

    assertThatThrownBy(other::get)
        .cause()
        .isInstanceOfSatisfying(
            ExtractionEnded.class,
            ended -> assertThat(ended.how()).isEqualTo(new Extracted.Cancelled()));
  }
}
