package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.session.Scope;
import dev.leash.simulation.Action.Deed;
import dev.leash.simulation.Action.Named;
import dev.leash.simulation.Action.OfDownload;
import dev.leash.simulation.Action.OfScope;
import dev.leash.simulation.Action.OfWorld;
import dev.leash.simulation.Action.Turn;
import dev.leash.simulation.Action.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What pages do, each one thing after the other, and all at the same time.
 *
 * @param scenes in the order in which they were thought of
 */
record Story(int pages, List<Scene> scenes) {
  private static final int MOST_PAGES = 5;
  private static final int MOST_SCENES = 40;

  /** One page's action. */
  record Scene(int page, Action action) {
    @Override
    public String toString() {
      return "page " + page + " " + action;
    }
  }

  static Story drawn(RandomGenerator random) {
    int pages = random.nextInt(8) == 0 ? 1 : 2 + random.nextInt(MOST_PAGES - 1);
    int count = 5 + random.nextInt(MOST_SCENES);
    Draw draw =
        new Draw(random, new Mood(random), random.nextInt(3) == 0 ? 2 : 1, new ArrayList<>());
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Action action = draw.action();
      scenes.add(new Scene(1 + random.nextInt(pages), action));
      if (action instanceof OfDownload(Deed deed, int key)
          && deed == Deed.PAUSE
          && random.nextBoolean()) {
        // The two race only where they come at once, and that is seldom by itself.
        scenes.add(new Scene(1 + random.nextInt(pages), new OfDownload(Deed.RESUME, key)));
      }
    }
    return new Story(pages, List.copyOf(scenes));
  }

  private record Draw(RandomGenerator random, Mood mood, int scopes, List<Action.Start> starts) {
    Action action() {
      return switch (mood.draw(random)) {
        case START -> start();
        case BEGIN -> new OfScope(Turn.BEGIN, scope());
        case END -> new OfScope(random.nextBoolean() ? Turn.END : Turn.DISCONNECT, scope());
        case CANCEL -> new OfDownload(Deed.CANCEL, key());
        case PAUSE -> new OfDownload(Deed.PAUSE, key());
        case RESUME -> new OfDownload(Deed.RESUME, key());
        case LOOK -> new OfDownload(Deed.LOOK, key());
        case SETTLE -> OfWorld.SETTLE;
        case TIME_PASSES -> OfWorld.TIME_PASSES;
        case LET_GO -> OfWorld.LET_GO;
        case CRASH -> OfWorld.CRASH;
        case SHUT_DOWN -> OfWorld.SHUT_DOWN;
      };
    }

    /** A new one, or one that was sent before: that is the same call, not just an equal one. */
    private Action start() {
      int kind = random.nextInt(12);
      if (kind == 0) {
        return start(0);
      }
      if (kind < 5 && !starts.isEmpty()) {
        return starts.get(random.nextInt(starts.size()));
      }
      Action.Start start = start(kind == 5 ? key() : starts.size() + 1);
      starts.add(start);
      return start;
    }

    private Action.Start start(int key) {
      int session = random.nextInt(9);
      return new Action.Start(
          key, scope(), session == 0 ? Named.FIRST : session < 5 ? Named.OWN : Named.NONE, wish());
    }

    private Wish wish() {
      return new Wish(
          "/games/mods" + random.nextInt(3),
          random.nextInt(8) == 0 ? Install.REPLACE : Install.MERGE,
          random.nextInt(3) == 0 ? pick(OnExisting.values()) : OnExisting.REPLACE,
          random.nextInt(5) == 0,
          random.nextInt(2));
    }

    private <T> T pick(T[] all) {
      return all[random.nextInt(all.length)];
    }

    /** Of one that there is, if there is one; often of the newest, so that pages meet there. */
    private int key() {
      if (starts.isEmpty()) {
        return 1;
      }
      return (random.nextBoolean() ? starts.getLast() : starts.get(random.nextInt(starts.size())))
          .key();
    }

    private Scope scope() {
      return new Scope(random.nextInt(scopes) == 0 ? "main" : "other");
    }
  }
}
