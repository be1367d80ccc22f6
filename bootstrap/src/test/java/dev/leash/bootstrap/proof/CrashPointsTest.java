package dev.leash.bootstrap.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.process.Base;
import dev.leash.bootstrap.process.LeashProcess;
import dev.leash.filesystem.HaltingModule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real daemon dies at each named step of a publication, and the product's own is started on what
 * it left, twice.
 */
@Tag("soak")
final class CrashPointsTest {
  private static final String FOLDER = "mods";

  private final Mod old = Mod.first("old", 6).with("mine/notes.txt", new byte[] {'m'});

  /** Where it dies, and at which of the times that it gets there. */
  private record Death(String step, int nth) {}

  /** Each step once; of what is the same course up to there, only what follows the turn. */
  private static List<Death> deaths(Way way) {
    List<String> steps = HaltingModule.steps();
    int first =
        switch (way) {
          case REPLACE, NEW_FOLDER -> Course.isSoak() ? 0 : steps.indexOf("TURN_TAKEN");
          case MERGE, FILE, MERGE_WITH_ARCHIVE -> 0;
        };
    List<Death> deaths = new ArrayList<>();
    steps.subList(first, steps.size()).forEach(step -> deaths.add(new Death(step, 1)));
    furtherRenames(way).forEach(nth -> deaths.add(new Death("RENAMED", nth)));
    return deaths;
  }

  /** In a merge's middle and at its end: it has 18 renames. */
  private static List<Integer> furtherRenames(Way way) {
    return switch (way) {
      case MERGE -> Course.isSoak() ? List.of(2, 9, 18) : List.of(9);
      case REPLACE -> Course.isSoak() ? List.of(2) : List.of();
      case NEW_FOLDER, FILE, MERGE_WITH_ARCHIVE -> List.of();
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"MERGE", "REPLACE", "NEW_FOLDER"})
  void atEachStepLeavesAllOldOrAllNew(Way way) throws Exception {
    Deque<Doomed> begun = new ArrayDeque<>();
    try {
      for (Death death : deaths(way)) {
        // Two cores: the next one starts while this one is looked after.
        begun.add(Doomed.start(death));
        if (begun.size() > 1) {
          assertAllOldOrAllNew(way, begun);
        }
      }
      assertAllOldOrAllNew(way, begun);
    } finally {
      for (Doomed doomed : begun) {
        doomed.close();
      }
    }
  }

  private void assertAllOldOrAllNew(Way way, Deque<Doomed> begun) throws Exception {
    try (Doomed doomed = begun.remove()) {
      assertAllOldOrAllNew(
          way, doomed, doomed.death.nth() == 1 ? CrashPointsTest::here : CrashPointsTest::serve);
    } catch (AssertionError e) {
      throw new AssertionError(way + ": " + e.getMessage(), e);
    }
  }

  @Test
  void aSuccessorThatUndoesNothingIsFound() throws Exception {
    Successor mistaken =
        base ->
            Daemon.start(
                HaltingDaemon.settings(base).logging(Level.ERROR),
                HaltingModule.undoingNothing(
                    HaltingDaemon.files(base), base.path().resolve("never")));

    try (Doomed doomed = Doomed.start(new Death("RENAMED", 9))) {
      assertThatThrownBy(() -> assertAllOldOrAllNew(Way.MERGE, doomed, mistaken))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("of new");
    }
  }

  /** A daemon that will die, and where it lives. */
  private record Doomed(Death death, Base base, LeashProcess process) implements AutoCloseable {
    static Doomed start(Death death) throws IOException {
      Base base = Base.make();
      Files.writeString(HaltingDaemon.orders(base), death.step() + " " + death.nth());
      String main = HaltingDaemon.class.getName();
      return new Doomed(death, base, LeashProcess.run(base.path(), main, base.path().toString()));
    }

    @Override
    public void close() throws IOException, InterruptedException {
      process.close();
      base.close();
    }
  }

  /** Starts what follows the daemon that died; closing it shuts it down. */
  private interface Successor {
    AutoCloseable start(Base base) throws Exception;
  }

  private void assertAllOldOrAllNew(Way way, Doomed doomed, Successor successor) throws Exception {
    Base base = doomed.base;
    Snapshot before = furnish(way, base);
    Mod mod = Mod.first("new", 12);
    SortedMap<String, String> fresh = way.publish(before.contents(), folder(way), mod, mod.zip());
    var _ = doomed.process.awaitReady();
    download(way, base, _ -> assertThat(doomed.process.awaitExit()).isEqualTo(HaltingModule.EXIT));

    Snapshot now;
    try (AutoCloseable _ = successor.start(base)) {
      now = Snapshot.of(base.root(), FOLDER);
      assertThat(now.contents())
          .as("%s", doomed.death)
          .isEqualTo(isNew(way, doomed.death) ? fresh : before.contents());
      assertUntouched(before, now);
      Leftovers.assertNone(base, FOLDER);
    }
    try (AutoCloseable _ = here(base)) {
      assertThat(Snapshot.of(base.root(), FOLDER)).isEqualTo(now);
      Leftovers.assertNone(base, FOLDER);
      download(way, base, CrashPointsTest::assertCompleted);
      assertThat(Snapshot.of(base.root(), FOLDER).contents()).isEqualTo(fresh);
    }
    Leftovers.assertNone(base, FOLDER);
  }

  private static void assertCompleted(Ears ears) throws InterruptedException {
    assertThat(ears.answer("d").json().has("error")).isFalse();
  }

  /** The product's own wiring, in this process: a start costs next to nothing here. */
  private static AutoCloseable here(Base base) throws StartFailure {
    return Daemon.start(HaltingDaemon.settings(base).logging(Level.ERROR));
  }

  private static AutoCloseable serve(Base base) throws IOException, InterruptedException {
    LeashProcess process = LeashProcess.serve(base.path());
    var _ = process.awaitReady();
    return () -> {
      process.signal("TERM");
      assertThat(process.awaitExit()).isEqualTo(0);
    };
  }

  private Snapshot furnish(Way way, Base base) throws IOException {
    if (way != Way.NEW_FOLDER) {
      var _ = Place.filled(base.root(), FOLDER, old);
    }
    return Snapshot.of(base.root(), FOLDER);
  }

  private static String folder(Way way) {
    return way == Way.NEW_FOLDER ? FOLDER + "/a/b" : FOLDER;
  }

  /** What is one rename has no journal to be undone by. */
  private static boolean isNew(Way way, Death death) {
    List<String> steps = HaltingModule.steps();
    String point = way == Way.NEW_FOLDER ? "RENAMED" : "COMMITTED";
    return steps.indexOf(death.step()) >= steps.indexOf(point);
  }

  /** Waits for how a download ends. */
  private interface End {
    void await(Ears ears) throws InterruptedException;
  }

  private static void download(Way way, Base base, End end)
      throws IOException, InterruptedException {
    Mod mod = Mod.first("new", 12);
    Ears ears = new Ears();
    Order order = new Order("d", Aim.PUBLISHING, way, Place.missing(folder(way)), mod, false);
    try (Origin origin = new Origin();
        Wire wire = Wire.connect(base.socket(), ears::hear)) {
      wire.send(new Wire.Call("begin", "begin_session", Wire.params().put("detached", true)));
      long session = ears.answer("begin").json().path("result").path("sessionId").asLong();
      Script script = new Script(order.aim(), mod.zip(), new Random(0));
      String url = origin.serve("/d.zip", script);
      wire.send(order.calls(url, base.root(), session).toArray(Wire.Call[]::new));
      end.await(ears);
    }
  }

  /** What is the user's own is the very same file. */
  private static void assertUntouched(Snapshot before, Snapshot now) {
    before
        .seen()
        .forEach((path, one) -> {
          if (path.endsWith("/notes.txt") && now.seen().containsKey(path)) {
            assertThat(now.seen().get(path)).isEqualTo(one);
          }
        });
  }
}
