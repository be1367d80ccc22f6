package dev.leash.bootstrap.proof;

import dev.leash.bootstrap.process.LeashProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/** One kill: a large download, and the end of the daemon in the midst of it. For one thread. */
final class Kill {
  private static final int FILES = 3000;

  private final int number;
  private final Order order;
  private final Mod old;
  private final Random random;
  private final byte[] zip;

  /**
   * What was seen.
   *
   * @param before all that was there before the download
   * @param left what the killed daemon left
   * @param completed whether it had told the caller so
   */
  record Seen(Snapshot before, Snapshot left, boolean completed) {}

  Kill(int number, Random random) {
    this.number = number;
    this.random = random;
    Aim aim = pick(random, Aim.PUBLISHING, 75, Aim.ARRIVED, 15, Aim.FLOWING);
    Way way = pick(random, Way.MERGE, 70, Way.REPLACE, 15, Way.NEW_FOLDER);
    Place place =
        Place.missing(way == Way.NEW_FOLDER ? "kill-" + number + "/a/b" : "kill-" + number);
    // Half of what comes, some things of the user's, and one beside what comes.
    this.old =
        Mod.first("old", FILES / 2)
            .with("mine/notes.txt", new byte[] {'m'})
            .with("s0/mine.txt", new byte[] {'n'});
    Mod mod = Mod.first("kill " + number, FILES);
    this.order = new Order("k" + number, aim, way, place, mod, false);
    this.zip = mod.zip();
  }

  Order order() {
    return order;
  }

  /** Downloads into a folder with old files, and kills the daemon so long after its moment. */
  Seen run(LeashProcess daemon, Path root, Path socket, Duration span)
      throws IOException, InterruptedException {
    if (order.way() != Way.NEW_FOLDER) {
      var _ = Place.filled(root, order.place().folder(), old);
    }
    Snapshot before = Snapshot.of(root, order.place().top());
    Ears ears = new Ears();
    try (Origin origin = new Origin();
        Wire wire = Wire.connect(socket, ears::hear)) {
      wire.send(new Wire.Call("begin", "begin_session", Wire.params().put("detached", true)));
      long session = ears.answer("begin").json().path("result").path("sessionId").asLong();
      Script script = new Script(order.aim(), zip, random);
      String url = origin.serve("/" + order.id() + ".zip", script);
      wire.send(order.calls(url, root, session).toArray(Wire.Call[]::new));
      awaitMoment(script, ears);
      Pause.of(offset(span));
      daemon.close();
    }
    boolean completed = ears.first(one -> one.isState(order.id(), "completed")).isPresent();
    return new Seen(before, Snapshot.of(root, order.place().top()), completed);
  }

  SortedMap<String, String> fresh(Snapshot before) {
    return order.way().publish(before.contents(), order.place().folder(), order.mod(), zip);
  }

  @Override
  public String toString() {
    return "kill %d: %s %s".formatted(number, order.aim(), order.way());
  }

  private void awaitMoment(Script script, Ears ears) throws InterruptedException {
    if (order.aim() == Aim.PUBLISHING) {
      var _ = ears.await("publishing", one -> one.isState(order.id(), "publishing"));
    } else if (!script.moment().await(Ears.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the server did not come to " + order.aim());
    }
  }

  private Duration offset(Duration span) {
    boolean manyRenames = order.way() == Way.MERGE;
    double share =
        switch (order.aim()) {
          case PUBLISHING -> manyRenames ? 1 : 0.02;
          case ARRIVED -> 3;
          default -> 0.1;
        };
    return Duration.ofNanos(Math.round(random.nextDouble() * share * span.toNanos()));
  }

  private static <T> T pick(Random random, T one, int percent, T two, int more, T rest) {
    int at = random.nextInt(100);
    return at < percent ? one : at < percent + more ? two : rest;
  }
}
