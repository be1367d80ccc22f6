package dev.leash.benchmarks.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.benchmarks.install.data.Manifest;
import dev.leash.benchmarks.kit.Cleanup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RaceTest {
  @TempDir private Path folder;
  private final Cleanup cleanup = new Cleanup();
  private final List<String> order = new ArrayList<>();
  private Race race;

  @BeforeEach
  void makeRace() throws IOException {
    // Of an empty tree.
    Manifest manifest = new Manifest(new TreeMap<>());
    race = new Race(List.of(), manifest, Trees.in(folder, cleanup), cleanup);
  }

  @AfterEach
  void cleanUp() throws IOException {
    cleanup.close();
  }

  @Test
  void takesTurnsAndAnotherIsFirstEachRound() throws IOException, InterruptedException {
    List<Result> results = race.run(List.of(sound("a"), sound("b"), sound("c")), 3);

    assertThat(String.join("", order)).isEqualTo("abcbcacab");
    assertThat(results).extracting(Result::shown).containsExactly("a", "b", "c");
    assertThat(results).allSatisfy(result -> assertThat(result.samples().count()).isEqualTo(3));
  }

  @Test
  void leavesOutWhoFailed() throws IOException, InterruptedException {
    List<Result> results = race.run(List.of(failing("bad"), sound("good")), 2);

    assertThat(order).containsExactly("bad", "good", "good");
    assertThat(results.getFirst().failure()).contains("no such luck");
    assertThat(results.getLast().failure()).isEmpty();
  }

  @Test
  void failsWhoMadeAnotherTree() throws IOException, InterruptedException {
    Contender littering = contender("x", job -> Files.createFile(job.tree().resolve("litter")));

    assertThat(race.run(List.of(littering), 1).getFirst().failure())
        .hasValueSatisfying(why -> assertThat(why).startsWith("wrong tree: 1 files, not 0"));
  }

  @Test
  void leavesNothingBehind() throws IOException, InterruptedException {
    race.run(List.of(sound("a"), failing("b")), 2);
    cleanup.close();

    assertThat(folder).isEmptyDirectory();
  }

  private interface Work {
    void on(Job job) throws IOException;
  }

  private Contender sound(String name) {
    return contender(name, _ -> {});
  }

  private Contender failing(String name) {
    return contender(
        name,
        _ -> {
          throw new IOException("no such luck");
        });
  }

  private Contender contender(String name, Work work) {
    return new Contender() {
      @Override
      public String shown() {
        return name;
      }

      @Override
      public void install(Job job) throws IOException {
        order.add(name);
        work.on(job);
      }
    };
  }
}
