package dev.leash.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.application.ListFiles.Result;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ListFilesTest {
  private static final byte[] ZIP = Zips.zip("c", "1", "a/b", "12", "a/a", "123");

  private static ApplicationDriver driver(ApplicationDriver.Setup setup) {
    ApplicationDriver driver = setup.start();
    driver.transfer.serve(Requests.URL, ZIP);
    return driver;
  }

  private static Result list(
      ApplicationDriver driver, String id, Optional<String> after, int limit) {
    return driver
        .application()
        .listFiles()
        .list(new ListFiles.Query(new DownloadId(id), after, limit));
  }

  private static Result list(ApplicationDriver driver, String id) {
    return list(driver, id, Optional.empty(), 1_000);
  }

  private static FileList.Entry entry(String path, long bytes) {
    return new FileList.Entry(path, bytes, false);
  }

  @Nested
  class OfACompletedDownload {
    private final ApplicationDriver driver = driver(new ApplicationDriver.Setup());

    @Test
    void tellsWhatItPublished() throws InterruptedException {
      driver.runToItsEnd("a", Requests.request());

      assertThat(list(driver, "a"))
          .isEqualTo(new Result.Listed(List.of(entry("a/a", 3), entry("a/b", 2), entry("c", 1))));
    }

    @Test
    void tellsItAtTheMomentOfItsEnd() throws InterruptedException {
      var ticket = driver.start("a", Requests.request());

      Result atItsEnd = ticket.ended().thenApply(_ -> list(driver, "a")).join();

      assertThat(atItsEnd).isEqualTo(list(driver, "a"));
      assertThat(atItsEnd).isNotEqualTo(new Result.Listed(List.of()));
    }

    @Test
    void tellsItInPages() throws InterruptedException {
      driver.runToItsEnd("a", Requests.request());

      assertThat(list(driver, "a", Optional.empty(), 1))
          .isEqualTo(new Result.Listed(List.of(entry("a/a", 3))));
      assertThat(list(driver, "a", Optional.of("a/a"), 1))
          .isEqualTo(new Result.Listed(List.of(entry("a/b", 2))));
      assertThat(list(driver, "a", Optional.of("c"), 1)).isEqualTo(new Result.Listed(List.of()));
    }
  }

  @Nested
  class OfADownloadThatPublishedNothing {
    private final ApplicationDriver driver = driver(new ApplicationDriver.Setup());

    @Test
    void isEmptyWhileItRunsAndOnceItIsCancelled() throws InterruptedException {
      String url = "https://example.org/held";
      var hold = driver.transfer.hold(url, ZIP, 0);
      driver.start("a", Requests.request().from(url));
      hold.awaitReached();

      assertThat(list(driver, "a")).isEqualTo(new Result.Listed(List.of()));

      driver.cancel(new DownloadId("a"));
      assertThat(list(driver, "a")).isEqualTo(new Result.Listed(List.of()));
    }

    @Test
    void isEmptyWhenItFailed() throws InterruptedException {
      driver.workspace.failPublication(1, new Failure.IoError(Optional.empty(), "broken"));
      driver.runToItsEnd("a", Requests.request());

      assertThat(list(driver, "a")).isEqualTo(new Result.Listed(List.of()));
    }
  }

  @Test
  void knowsNoDownloadOfAnotherId() {
    assertThat(list(driver(new ApplicationDriver.Setup()), "a"))
        .isEqualTo(new Result.UnknownDownload());
  }

  @Test
  void knowsNoDownloadThatEndedTooLongAgo() throws InterruptedException {
    ApplicationDriver driver = driver(new ApplicationDriver.Setup().kept(1));
    driver.runToItsEnd("a", Requests.request().into("/games/a"));
    driver.transfer.serve(Requests.URL, ZIP);
    driver.runToItsEnd("b", Requests.request().into("/games/b"));

    assertThat(list(driver, "a")).isEqualTo(new Result.UnknownDownload());
    assertThat(list(driver, "b")).isInstanceOf(Result.Listed.class);
  }

  @Test
  void tellsThatAListHadToMakeRoom() throws InterruptedException {
    long one =
        new FileList.Builder()
            .add("a/a", 3, false)
            .add("a/b", 2, false)
            .add("c", 1, false)
            .build()
            .heldBytes();
    ApplicationDriver driver = driver(new ApplicationDriver.Setup().listRoom(one));
    driver.runToItsEnd("a", Requests.request().into("/games/a"));
    assertThat(list(driver, "a")).isInstanceOf(Result.Listed.class);

    driver.transfer.serve(Requests.URL, ZIP);
    driver.runToItsEnd("b", Requests.request().into("/games/b"));

    assertThat(list(driver, "a")).isEqualTo(new Result.Forgotten());
    assertThat(list(driver, "b")).isInstanceOf(Result.Listed.class);
    assertThat(driver.status(new DownloadId("a")).state().label()).isEqualTo("completed");
  }
}
