package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.filesystem.CrashPoints.Point;
import dev.leash.filesystem.DyingDaemon.When;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.WatchedDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A daemon dies at every step of a publication; the next one leaves all old or all new. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrashTest {
  private static final When NEVER = new When(Point.DROPPED, Integer.MAX_VALUE);

  @TempDir Path temp;

  static Stream<Arguments> everyPointOfEveryKind() {
    return Arrays.stream(Kind.values())
        .flatMap(kind -> Arrays.stream(Point.values()).map(point -> Arguments.of(kind, point)));
  }

  private DyingDaemon daemon(String name) throws IOException {
    return new DyingDaemon(made(name)).furnished();
  }

  private Path made(String name) throws IOException {
    return Files.createDirectories(temp.resolve(name));
  }

  /** What is there before, once a first start has made the state's folders. */
  private static Map<String, String> old(DyingDaemon daemon) throws IOException {
    daemon.recover();
    return daemon.everything();
  }

  private Map<String, String> published(Kind kind) throws IOException {
    DyingDaemon daemon = daemon("undisturbed");
    assertThat(daemon.dies(kind, NEVER)).isFalse();
    return daemon.everything();
  }

  @ParameterizedTest
  @MethodSource("everyPointOfEveryKind")
  void leavesAllOldOrAllNew(Kind kind, Point point) throws IOException {
    Map<String, String> fresh = published(kind);
    int nth = 0;
    boolean died;
    do {
      nth++;
      DyingDaemon daemon = daemon("dying-" + nth);
      Map<String, String> old = old(daemon);

      died = daemon.dies(kind, new When(point, nth));
      assertThat(died || nth > 1).as("the point is reached at all").isTrue();
      daemon.recover();

      assertThat(daemon.everything()).isEqualTo(isNew(kind, point) || !died ? fresh : old);
      daemon.recover();
      assertThat(daemon.everything()).isEqualTo(isNew(kind, point) || !died ? fresh : old);
    } while (died);
  }

  @Test
  void findsACommitMarkThatComesTooSoon() throws IOException {
    Disk mistaken = WatchedDisk.of(new NioDisk(Durability.PROCESS), CrashTest::commitTooSoon);
    DyingDaemon daemon = new DyingDaemon(made("mistaken"), mistaken, () -> false).furnished();
    Map<String, String> old = old(daemon);

    assertThat(daemon.dies(Kind.MERGE, new When(Point.RENAMED, 4))).isTrue();
    daemon.recover();

    assertThat(daemon.everything()).isNotIn(old, published(Kind.MERGE));
  }

  private static @Nullable Object commitTooSoon(Operation operation) throws IOException {
    if (operation.verb().equals("move") && operation.path().endsWith("journal")) {
      return null;
    }
    Object result = operation.run();
    if (operation.verb().equals("move") && operation.to().endsWith("journal")) {
      Files.move(operation.to(), operation.to().resolveSibling("journal.committed"));
    }
    return result;
  }

  /** What is one rename has no journal to be undone by. */
  private static boolean isNew(Kind kind, Point point) {
    return point.compareTo(kind == Kind.NEW_FOLDER ? Point.RENAMED : Point.COMMITTED) >= 0;
  }
}
