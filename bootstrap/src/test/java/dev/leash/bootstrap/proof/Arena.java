package dev.leash.bootstrap.proof;

import dev.leash.bootstrap.process.Base;
import dev.leash.bootstrap.process.LeashProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A daemon as a process for many races, with its places, its origin, and two connections to it. For
 * one thread.
 */
final class Arena implements AutoCloseable {
  private static final int PLACES = 8;

  /** A server keeps all that it was asked for; a pool of connections grows with them. */
  private static final int RACES_AN_ORIGIN = 50;

  private static final long BETWEEN_LOOKS_NANOS = 200_000;

  private final Base base = Base.make();
  private final LeashProcess daemon;
  private final List<Place> places = new ArrayList<>();
  private final Wire wire;
  private final Wire other;
  private Origin origin = new Origin();
  private int races;

  private volatile Ears ears = new Ears();

  /** What can be seen by looking. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  Arena(Random random) throws IOException, InterruptedException {
    for (int i = 0; i < PLACES; i++) {
      Mod old = Mod.of("before", Plan.UNIVERSE / 2, Plan.UNIVERSE, random);
      places.add(
          Place.filled(base.root(), "place-" + i, old.with("mine/notes.txt", new byte[] {'m'})));
    }
    daemon =
        LeashProcess.serve(
            base.path(),
            "s",
            "state",
            "--max-concurrent",
            Integer.toString(Plan.PLACES_TO_RUN),
            "--log-level",
            "WARN");
    var _ = daemon.awaitReady();
    wire = connect();
    other = connect();
    wire.send(new Wire.Call("subscribe", "subscribe", Wire.params()));
    var _ = ears.answer("subscribe");
  }

  /** A connection whose messages are heard by those ears that listen then. */
  Wire connect() throws IOException {
    return Wire.connect(base.socket(), json -> ears.hear(json));
  }

  /** New ones, for a new race. */
  Ears listen() throws IOException {
    if (races++ % RACES_AN_ORIGIN == RACES_AN_ORIGIN - 1) {
      origin.close();
      origin = new Origin();
    }
    ears = new Ears();
    return ears;
  }

  Wire wire() {
    return wire;
  }

  /** Another connection. */
  Wire other() {
    return other;
  }

  Origin origin() {
    return origin;
  }

  Path root() {
    return base.root();
  }

  List<Place> places() {
    return places;
  }

  /** The names in the root, without those of staging. */
  List<String> names() throws IOException {
    return list().stream().filter(name -> !isStaging(name)).toList();
  }

  /** Waits until no staging folder is left. */
  void awaitNoStaging() throws IOException {
    await("staging is left", () -> list().stream().noneMatch(Arena::isStaging));
  }

  /** Waits for what tells nobody that it has happened. */
  void await(String otherwise, Condition condition) throws IOException {
    long deadline = System.nanoTime() + Ears.PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(otherwise + "; in the root are " + list());
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  /** Ends the daemon in good order, and gives what it complained of. */
  List<String> shutDown() throws IOException, InterruptedException {
    daemon.signal("TERM");
    if (daemon.awaitExit() != 0) {
      throw new AssertionError("the daemon ended with " + daemon.awaitExit());
    }
    return daemon.err();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    origin.close();
    wire.close();
    other.close();
    daemon.close();
    base.close();
  }

  private List<String> list() throws IOException {
    try (Stream<Path> list = Files.list(base.root())) {
      return list.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static boolean isStaging(String name) {
    return name.startsWith(".leash-");
  }
}
