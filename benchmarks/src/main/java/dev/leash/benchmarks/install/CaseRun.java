package dev.leash.benchmarks.install;

import dev.leash.benchmarks.install.data.DataFolder;
import dev.leash.benchmarks.install.data.Prepared;
import dev.leash.benchmarks.install.server.Servers;
import dev.leash.benchmarks.kit.Cleanup;
import dev.leash.benchmarks.kit.DaemonProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures case after case. What it starts, the clean-up ends. */
final class CaseRun {
  private final Cleanup cleanup;
  private final DataFolder data;
  private final Servers servers;
  private final Trees trees;

  CaseRun(Cleanup cleanup, DataFolder data, Servers servers, Trees trees) {
    this.cleanup = cleanup;
    this.data = data;
    this.servers = servers;
    this.trees = trees;
  }

  Outcome measure(Case measured, Path launcher, int rounds)
      throws IOException, InterruptedException {
    Prepared prepared = data.prepare(measured.payload());
    Race race = new Race(items(measured, prepared), prepared.manifest(), trees, cleanup);
    try (DaemonProcess daemon = cleanup.add(DaemonProcess.start(launcher, trees.root()))) {
      WarmLeash warm = new WarmLeash(daemon);
      race.warmUp(warm);
      List<Contender> contenders = new ArrayList<>();
      contenders.add(warm);
      contenders.add(cleanup.add(new FirstOfLeash(launcher, trees.root())));
      for (Peer peer : Peer.of(measured)) {
        if (peer.missing().isEmpty()) {
          contenders.add(cleanup.add(new PeerContender(peer)));
        }
      }
      List<Result> results = race.run(contenders, rounds);
      return new Outcome(measured, results, PeakMemory.of(daemon.pid()));
    }
  }

  private List<Job.Item> items(Case measured, Prepared prepared) {
    String base = servers.url(measured.route());
    List<String> archives = prepared.archives();
    return archives.stream()
        .map(archive -> new Job.Item(base + archive, archives.size() == 1 ? "" : stem(archive)))
        .toList();
  }

  /** The folder that an archive of a pack goes into. */
  private static String stem(String archive) {
    return archive.substring(archive.lastIndexOf('/') + 1, archive.lastIndexOf('.'));
  }
}
