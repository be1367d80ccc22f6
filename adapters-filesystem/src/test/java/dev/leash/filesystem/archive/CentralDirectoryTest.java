package dev.leash.filesystem.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import org.junit.jupiter.api.Test;

/** How large a zip's directory may be. */
final class CentralDirectoryTest {
  private static final long MOST = 32L << 20;

  private static void judge(long size) throws ExtractionEnded {
    CentralDirectory.requireBounds(
        new EndRecord(100_000, 0, size, 0, size + 22), ArchiveLimits.DEFAULT);
  }

  @Test
  void isALimit() {
    assertThatCode(() -> judge(MOST)).doesNotThrowAnyException();
    assertThat(catchThrowableOfType(ExtractionEnded.class, () -> judge(MOST + 1)).how())
        .isEqualTo(
            new Extracted.Failed(new Failure.OfArchive(new LimitExceeded("directoryBytes", MOST))));
  }
}
