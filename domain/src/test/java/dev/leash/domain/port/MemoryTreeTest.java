package dev.leash.domain.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.download.Failure;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MemoryTreeTest extends TreeContract {
  private final MemoryTree memory = new MemoryTree();

  @Override
  protected Tree create() {
    return memory;
  }

  @Override
  protected String content(String path) {
    return new String(memory.content(path), UTF_8);
  }

  @Override
  protected boolean isExecutable(String path) {
    return memory.isExecutable(path);
  }

  @Override
  protected boolean isFolder(String path) {
    return memory.folders().contains(path);
  }

  @Override
  protected String linkTarget(String path) {
    return Objects.requireNonNull(memory.links().get(path));
  }

  @Test
  void refusesWritesOnceItWasTold() {
    Failure why = new Failure.Internal("told");
    memory.refuseWritesAfter(4, why);

    assertThat(write("a", "1234")).isEmpty();
    assertThat(write("b", "5")).contains(why);
    assertThat(memory.openSinks()).isZero();
  }
}
