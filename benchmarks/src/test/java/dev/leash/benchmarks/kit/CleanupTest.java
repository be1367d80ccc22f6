package dev.leash.benchmarks.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CleanupTest {
  private final List<String> closed = new ArrayList<>();
  private final Cleanup cleanup = new Cleanup();

  @Test
  void closesTheNewestFirstAndOnce() throws IOException {
    cleanup.add(named("one"));
    cleanup.add(named("two"));

    cleanup.close();
    cleanup.close();

    assertThat(closed).containsExactly("two", "one");
  }

  @Test
  void closesTheRestWhenOneFails() throws IOException {
    cleanup.add(named("one"));
    cleanup.add(() -> {
      throw new IOException("stuck");
    });

    assertThatThrownBy(cleanup::close).isInstanceOf(IOException.class).hasMessage("stuck");

    assertThat(closed).containsExactly("one");
  }

  @Test
  void closesAtOnceWhatComesTooLate() throws IOException {
    cleanup.close();

    assertThatThrownBy(() -> cleanup.add(named("late"))).isInstanceOf(UnableException.class);

    assertThat(closed).containsExactly("late");
  }

  private Closeable named(String name) {
    return () -> closed.add(name);
  }
}
