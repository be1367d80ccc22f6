package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.DyingDaemon.When;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that another program holds for a while, as virus scanners on Windows do. */
final class HeldFileTest {
  private static final Disk REAL = new NioDisk(Durability.PROCESS);

  @TempDir private Path temp;

  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicReference<@Nullable Path> held = new AtomicReference<>();
  private Ground ground;
  private SortedMap<String, String> old;

  @BeforeEach
  void furnish() throws IOException {
    ground = Ground.furnished(temp);
    old = ground.tree();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isPublishedAsSoonAsItIsLetGo(Kind kind) {
    Published published = download(kind, held(3));

    assertThat(published).isInstanceOf(Published.Done.class);
    assertThat(refusals).hasValue(3);
    assertThat(ground.tree()).isNotEqualTo(old);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isGivenUpAfterAWhileWithAllAsItWas(Kind kind) {
    Published published = download(kind, held(Integer.MAX_VALUE));

    assertInUse(published);
    assertThat(ground.tree()).isEqualTo(old);
    assertThat(refusals.get()).isBetween(100, 1_000);
  }

  @Test
  void isNotReplacedWhenAnotherProgramMadeItMeanwhile() throws IOException {
    Path a = ground.place(Kind.MERGE).resolve("a");

    Published published =
        download(
            Kind.MERGE,
            meanwhile(move -> move.to().equals(a), () -> Files.writeString(a, "another's")));

    assertConflict(published);
    assertThat(a).hasContent("another's");
  }

  @Test
  void isNotMadeRoomOfWhenAnotherProgramSavedOverIt() throws IOException {
    Path a = ground.place(Kind.MERGE).resolve("a");
    Path saved = Files.writeString(temp.resolve("saved"), "another's");

    Published published =
        download(
            Kind.MERGE,
            meanwhile(
                move -> move.path().equals(a),
                () -> Files.move(saved, a, StandardCopyOption.REPLACE_EXISTING)));

    assertConflict(published);
    assertThat(a).hasContent("another's");
  }

  /** The scanner reads what came last: one file cannot come, and those before it not go back. */
  @Test
  void isWaitedForWhenAllIsPutBack() {
    Published published = download(Kind.MERGE, withLaterOneHeld(3));

    assertInUse(published);
    assertThat(refusals).hasValue(3);
    assertThat(ground.tree()).isEqualTo(old);
    assertThat(ground.own()).containsOnlyKeys("", "staging");
  }

  @Test
  void isLeftToTheNextStartWhenItCannotBePutBackAtAll() {
    Published published = download(Kind.MERGE, withLaterOneHeld(Integer.MAX_VALUE));

    assertInUse(published);
    assertThat(refusals.get()).as("in one patience").isBetween(100, 1_000);
    assertThat(ground.tree()).isNotEqualTo(old);
    ground.recover();
    assertThat(ground.tree()).isEqualTo(old);
  }

  @Test
  void isWaitedForByTheNextStart() throws IOException {
    DyingDaemon daemon = new DyingDaemon(Files.createDirectories(temp.resolve("dying")));
    daemon.furnished().recover();
    Map<String, String> before = daemon.everything();
    assertThat(daemon.dies(Kind.MERGE, new When(Point.RENAMED, 4))).isTrue();

    Disk disk = refusing(move -> move.path().endsWith("mods/one/b"), 3);
    try (FileWorkspace next = Ground.in(temp.resolve("dying")).workspace(disk)) {
      next.recover();
    }

    assertThat(refusals).hasValue(3);
    assertThat(daemon.everything()).isEqualTo(before);
  }

  private static void assertInUse(Published published) {
    assertThat(published)
        .isInstanceOfSatisfying(
            Published.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.DestinationInUse.class));
  }

  /** Never lets a file come that is not the first, nor any that came go back for so many tries. */
  private Disk withLaterOneHeld(int times) {
    Path place = ground.place(Kind.MERGE);
    Disk scanned =
        refusing(
            move -> move.path().startsWith(place) && move.to().toString().contains("/tree-"),
            times);
    return WatchedDisk.of(
        scanned,
        operation -> {
          if (operation.verb().equals("move")
              && operation.path().toString().contains("/tree-")
              && operation.to().equals(place.resolve("a"))) {
            throw inUse(operation);
          }
          return operation.run();
        });
  }

  /** Refuses so many of such renames. */
  private Disk refusing(Predicate<Operation> moves, int times) {
    return WatchedDisk.of(
        REAL,
        operation -> {
          if (operation.verb().equals("move") && moves.test(operation) && refusals.get() < times) {
            refusals.incrementAndGet();
            throw inUse(operation);
          }
          return operation.run();
        });
  }

  private static void assertConflict(Published published) {
    assertThat(published)
        .isInstanceOfSatisfying(
            Published.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.DestinationConflict.class));
  }

  /** What another program does. */
  private interface Deed {
    Object run() throws IOException;
  }

  /** Refuses such a rename once, and has another program do this before the next try. */
  private Disk meanwhile(Predicate<Operation> first, Deed deed) {
    return WatchedDisk.of(
        REAL,
        operation -> {
          if (operation.verb().equals("move")
              && first.test(operation)
              && refusals.getAndIncrement() == 0) {
            var _ = deed.run();
            throw inUse(operation);
          }
          return operation.run();
        });
  }

  private static FileInUseException inUse(Operation operation) {
    return new FileInUseException(new AccessDeniedException(operation.path().toString()));
  }

  @Test
  void isNotWaitedForByWhoeverDoesNotNeedItAnyMore() {
    PatientMove move = new PatientMove(held(Integer.MAX_VALUE), new HurriedClock());

    assertThatThrownBy(
            () -> move.move(temp.resolve("a"), ground.root().resolve("b"), () -> true, () -> true))
        .isInstanceOf(FileInUseException.class);
    assertThat(refusals).hasValue(1);
  }

  @Test
  void isNoOtherFailure() throws IOException {
    Path from = Files.writeString(temp.resolve("from"), "");
    PatientMove move = new PatientMove(REAL, new HurriedClock());

    assertThatThrownBy(() -> move.move(from, temp.resolve("none/to"), () -> true, () -> false))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileInUseException.class);
  }

  private Published download(Kind kind, Disk disk) {
    try (FileWorkspace workspace = ground.workspace(disk)) {
      return new SmallDownload(workspace, ground, kind).run();
    }
  }

  private boolean isHeld(Path file) {
    return file.equals(held.updateAndGet(first -> first == null ? file : first));
  }

  /** Refuses so many renames of the first file that goes into the user's folders. */
  private Disk held(int times) {
    return refusing(
        move ->
            move.to().startsWith(ground.root())
                && !move.to().toString().contains("/.leash-")
                && isHeld(move.path()),
        times);
  }
}
