package dev.leash.filesystem;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.FileList;
import dev.leash.filesystem.PublicationPlan.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is staged, as the list of what a plan publishes of it. Goes by what the tree knows of
 * itself: what was staged is not looked at again. For one thread.
 */
final class Inventory {
  private final List<StagedFile> files;
  private final Path destination;
  private final Disk disk;

  Inventory(List<StagedFile> files, Path destination, Disk disk) {
    this.files = List.copyOf(files);
    this.destination = destination;
    this.disk = disk;
  }

  FileList ofNewFolder() {
    FileList.Builder list = new FileList.Builder();
    files.forEach(file -> list.add(file.path().toString(), file.bytes(), false));
    return list.build();
  }

  /** Looks which of the files the old folder has, too. */
  FileList ofReplacement() throws IOException {
    Map<EntryPath, Boolean> folders = new HashMap<>();
    FileList.Builder list = new FileList.Builder();
    for (StagedFile file : files) {
      boolean replaced =
          isFolder(file.path().parent().orElseThrow(), folders)
              && Found.at(resolve(file.path()), disk)
                  .filter(found -> !found.isFolder())
                  .isPresent();
      list.add(file.path().toString(), file.bytes(), replaced);
    }
    return list.build();
  }

  FileList ofMerge(MergePlan merge) {
    // A tree: an archive chooses the names, and could choose 100,000 of one hash code.
    Set<Path> replaced = new TreeSet<>();
    for (Step step : merge.steps()) {
      if (step instanceof Step.Backup backup) {
        replaced.add(backup.target());
      }
    }
    FileList.Builder list = new FileList.Builder();
    for (StagedFile file : files) {
      Path place = resolve(file.path());
      if (!merge.kept().contains(place)) {
        list.add(file.path().toString(), file.bytes(), replaced.contains(place));
      }
    }
    return list.build();
  }

  private Path resolve(EntryPath path) {
    Path at = destination;
    for (String component : path.components()) {
      at = at.resolve(component);
    }
    return at;
  }

  /** Through no link: what a link leads to does not go with the folder that it is in. */
  private boolean isFolder(EntryPath path, Map<EntryPath, Boolean> known) throws IOException {
    Boolean before = known.get(path);
    if (before != null) {
      return before;
    }
    Optional<EntryPath> above = path.parent();
    boolean folder =
        above.isEmpty()
            || (isFolder(above.get(), known)
                && Found.at(resolve(path), disk).filter(Found::isFolder).isPresent());
    known.put(path, folder);
    return folder;
  }
}
