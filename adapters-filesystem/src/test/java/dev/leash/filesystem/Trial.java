package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Staging.Published;
import dev.leash.filesystem.FailingDisk.Fault;
import dev.leash.filesystem.FailingDisk.Span;
import dev.leash.filesystem.Ground.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** One small download on a disk that fails, and the next start on one that works. */
final class Trial {
  private final Ground ground;
  private final FailingDisk disk;
  private final SortedMap<String, String> old;
  private final SortedMap<String, String> fresh;
  private final List<String> problems = new ArrayList<>();

  Trial(Ground ground, FailingDisk disk, SortedMap<String, String> fresh) {
    this.ground = ground;
    this.disk = disk;
    this.old = ground.tree();
    this.fresh = fresh;
  }

  List<String> problems(Kind kind) {
    // The start itself goes well: one that does not is told at once, and no download's matter.
    FileWorkspace workspace = ground.workspace(disk.disk());
    disk.begin();
    Published published;
    try (workspace) {
      published = new SmallDownload(workspace, ground, kind).run();
    } catch (RuntimeException e) {
      problem("ended in " + e);
      return problems;
    }
    boolean done = published instanceof Published.Done;
    if (published instanceof Published.Failed(Failure failure)) {
      judge(failure);
    }
    if (disk.span() == Span.ONCE) {
      judge("at its end", done);
    }
    ground.recover();
    judge("after the next start", done && !isTakenBack());
    SortedMap<String, String> once = ground.tree();
    ground.recover();
    if (!ground.tree().equals(once)) {
      problem("a second start changes something");
    }
    return problems;
  }

  /**
   * Where not even the mark can be set, nor the entry be set aside, what was answered does not
   * outlast the daemon: docs/decisions/0013.
   */
  private boolean isTakenBack() {
    return disk.span() == Span.FOR_EVER && ground.tree().equals(old);
  }

  private void problem(String what) {
    String at = disk.failed().map(Object::toString).orElse("nothing failed");
    problems.add(shown(at + ": " + what));
  }

  /** The same for each run: without the names that no two runs have in common. */
  private String shown(String text) {
    return text.replace(ground.folder().toString(), "")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "U");
  }

  /** The tree is old or new as was told, and nothing of Leash's is there. */
  private void judge(String when, boolean done) {
    SortedMap<String, String> own = ground.own();
    own.keySet().removeIf(name -> name.isEmpty() || name.equals("staging") || name.equals("kept"));
    SortedMap<String, String> tree = ground.tree();
    if (done && own.keySet().stream().anyMatch(name -> name.startsWith("kept/"))) {
      // What could not be synced or committed is kept with what it replaced, and told of.
      tree.keySet().removeIf(name -> name.startsWith(".leash-"));
      own.clear();
    }
    if (!tree.equals(done ? fresh : old)) {
      problem(when + ", done=" + done + ", differs: " + difference(done ? fresh : old, tree));
    }
    if (!own.isEmpty()) {
      problem(when + " there is " + own.keySet());
    }
  }

  private static String difference(
      SortedMap<String, String> expected, SortedMap<String, String> actual) {
    List<String> all = new ArrayList<>();
    expected.forEach((name, shown) -> {
      if (!shown.equals(actual.get(name))) {
        all.add(name + " is " + actual.get(name));
      }
    });
    actual.keySet().stream().filter(name -> !expected.containsKey(name)).forEach(all::add);
    return all.toString();
  }

  private void judge(Failure failure) {
    boolean clear =
        switch (failure) {
          case Failure.DiskFull _ -> disk.fault() == Fault.FULL;
          case Failure.IoError(var path, String detail) ->
              disk.fault() != Fault.FULL
                  && path.isPresent()
                  && detail.equals(disk.fault().detail());
          case Failure.PathNotAllowed(String path, String why) ->
              disk.fault() == Fault.FORBIDDEN && !path.isEmpty() && why.contains("looked into");
          default -> false;
        };
    if (!clear) {
      problem("is told as " + failure);
    }
  }
}
