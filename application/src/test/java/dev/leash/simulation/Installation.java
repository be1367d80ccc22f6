package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.FileList;
import dev.leash.domain.port.Staging;
import dev.leash.simulation.Disk.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a tree goes into its folder.
 *
 * @param folder with its path
 */
record Installation(String folder, Install install, OnExisting onExisting) {
  static Installation of(DownloadRequest request, Staging.Order order) {
    return new Installation(request.savePath().toString(), order.install(), order.onExisting());
  }

  private boolean replacesAll() {
    return install == Install.REPLACE;
  }

  private boolean is(OnExisting how) {
    return install == Install.MERGE && onExisting == how;
  }

  /** What is there and may not be touched, if anything. */
  Optional<String> conflict(Map<String, String> there, Map<String, String> staged) {
    return is(OnExisting.FAIL)
        ? staged.keySet().stream().filter(there::containsKey).findFirst()
        : Optional.empty();
  }

  List<Rename> plan(Map<String, String> there, Map<String, String> staged) {
    List<Rename> plan = new ArrayList<>();
    if (replacesAll()) {
      there.forEach(
          (path, content) -> plan.add(new Rename(path, Optional.of(content), Optional.empty())));
    }
    staged.forEach((path, content) -> {
      if (!there.containsKey(path) || !is(OnExisting.KEEP)) {
        Optional<String> before =
            replacesAll() ? Optional.empty() : Optional.ofNullable(there.get(path));
        plan.add(new Rename(path, before, Optional.of(content)));
      }
    });
    return plan;
  }

  FileList list(List<Rename> plan) {
    FileList.Builder list = new FileList.Builder();
    plan.stream()
        .filter(rename -> rename.after().isPresent())
        .forEach(rename ->
            list.add(rename.path().substring(folder.length() + 1), 1, rename.before().isPresent()));
    return list.build();
  }
}
