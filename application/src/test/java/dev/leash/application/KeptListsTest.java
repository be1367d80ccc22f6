package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.FileList;
import org.junit.jupiter.api.Test;

final class KeptListsTest {
  private static final FileList LIST = new FileList.Builder().add("file-1", 7, false).build();
  private static final FileList OTHER = new FileList.Builder().add("file-2", 8, false).build();
  private static final DownloadId A = new DownloadId("a");
  private static final DownloadId B = new DownloadId("b");
  private static final DownloadId C = new DownloadId("c");

  private final KeptLists lists = new KeptLists(2 * LIST.heldBytes());

  @Test
  void keepsAsManyAsThereIsRoomFor() {
    lists.keep(A, LIST);
    lists.keep(B, OTHER);

    assertThat(lists.find(A)).contains(LIST);
    assertThat(lists.find(B)).contains(OTHER);
    assertThat(lists.find(C)).isEmpty();
  }

  @Test
  void forgetsTheOldestFirst() {
    lists.keep(B, LIST);
    lists.keep(A, LIST);
    lists.keep(C, LIST);

    assertThat(lists.find(B)).isEmpty();
    assertThat(lists.find(A)).isPresent();
    assertThat(lists.find(C)).isPresent();
  }

  @Test
  void forgetsWhatIsLargerThanAllTheRoom() {
    KeptLists small = new KeptLists(LIST.heldBytes() - 1);

    small.keep(A, LIST);

    assertThat(small.find(A)).isEmpty();
  }

  @Test
  void givesTheRoomOfAForgottenOneToOthers() {
    lists.keep(A, LIST);
    lists.keep(B, LIST);
    lists.forget(A);
    lists.forget(A);
    lists.keep(C, LIST);

    assertThat(lists.find(A)).isEmpty();
    assertThat(lists.find(B)).isPresent();
    assertThat(lists.find(C)).isPresent();
  }

  @Test
  void takesTheNewerOneForTheSameDownload() {
    lists.keep(A, LIST);
    lists.keep(B, LIST);
    lists.keep(A, OTHER);

    assertThat(lists.find(A)).contains(OTHER);
    assertThat(lists.find(B)).isPresent();
  }
}
