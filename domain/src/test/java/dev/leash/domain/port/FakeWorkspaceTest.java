package dev.leash.domain.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Staging.Published;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class FakeWorkspaceTest extends WorkspaceContract {
  private final FakeWorkspace fake = new FakeWorkspace();

  @Override
  protected Workspace create() {
    return fake;
  }

  @Override
  protected Path root() {
    return Path.of("/allowed").toAbsolutePath();
  }

  @Override
  protected void put(Path path, String content) {
    fake.put(path, content.getBytes(UTF_8));
  }

  @Override
  protected Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    fake.files()
        .forEach(path ->
            files.put(
                root().relativize(path).toString(),
                new String(fake.content(path).orElseThrow(), UTF_8)));
    return files;
  }

  @Override
  protected boolean exists(Path path) {
    return fake.exists(path);
  }

  @Test
  void failsThePublicationThatItWasTold() {
    Failure why = new Failure.Internal("told");
    fake.failPublication(2, why);

    assertThat(staged(request(savePath), "a").publish(TREE, gate))
        .isInstanceOf(Published.Done.class);
    assertThat(staged(request(savePath), "b").publish(TREE, gate))
        .isEqualTo(new Published.Failed(why));
    assertThat(gate.left()).isEqualTo(2);
  }

  @Test
  void sweepsWhatAnEarlierLifeStaged() {
    Staging staging = staged(request(savePath), "a");

    fake.recover();

    assertThat(staging).isSameAs(fake.stagings().getFirst());
    assertThat(fake.stagings().getFirst().isDiscarded()).isTrue();
    assertThat(fake.stagingFolders()).isZero();
    assertThat(fake.isRecovered()).isTrue();
  }

  @Test
  void waitsInsideTheGateUntilItIsLetGo() throws Exception {
    FakeWorkspace.Pause pause = fake.pauseInsideGate();
    Staging staging = staged(request(savePath), "a");

    CompletableFuture<Published> published = publish(staging);
    pause.awaitReached();

    assertThat(gate.entered()).isEqualTo(1);
    assertThat(gate.left()).isZero();
    pause.release();
    assertThat(published.get()).isInstanceOf(Published.Done.class);
  }

  @Test
  void waitsBeforeTheGateUntilItIsCancelled() throws Exception {
    FakeWorkspace.Pause pause = fake.pauseBeforeGate();
    Staging staging = staged(request(savePath), "a");

    CompletableFuture<Published> published = publish(staging);
    pause.awaitReached();
    cancellation.cancel();

    assertThat(published.get()).isEqualTo(new Published.Refused());
    assertThat(gate.entered()).isZero();
  }

  private CompletableFuture<Published> publish(Staging staging) {
    CompletableFuture<Published> published = new CompletableFuture<>();
    Thread.ofPlatform().daemon().start(() -> published.complete(staging.publish(TREE, gate)));
    return published;
  }
}
