package dev.leash.filesystem;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.port.Tree.Linked;
import dev.leash.filesystem.Disk.OpenFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Gives files of a staged tree other names: by hard links, or on a disk that has none (FAT, exFAT,
 * some network drives, or one more link than it can count), by copies. Safe for use by several
 * threads.
 */
final class HardLinks {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final Space space;
  private final StagedContents contents;
  private final BooleanSupplier dropped;

  /**
   * @param dropped whether nobody wants the tree any more: a copy can be long
   */
  HardLinks(Space space, StagedContents contents, BooleanSupplier dropped) {
    this.space = space;
    this.contents = contents;
    this.dropped = dropped;
  }

  /**
   * A name to make.
   *
   * @param mode of a copy
   * @param modified of a copy
   */
  record Name(EntryPath path, Path at, List<FileAttribute<?>> mode, Optional<Instant> modified) {}

  /**
   * Makes it.
   *
   * @throws FileAlreadyExistsException when something is there
   */
  Linked make(Name name, Path file) throws IOException {
    long size = space.disk().look(file).size();
    try {
      space.disk().hardLink(name.at(), file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      // When it is not for the want of hard links, then the copy fails of the same.
      return copy(name, file, size);
    }
    contents.add(new StagedFile(name.path(), size, false));
    return new Linked.Done();
  }

  private Linked copy(Name name, Path file, long size) throws IOException {
    OpenFile source = space.disk().open(file, READ);
    try {
      FileSink sink =
          new FileSink(
              new FileSink.Opening(
                  name.at(),
                  space
                      .disk()
                      .open(
                          name.at(),
                          FileSink.NEW_FILE,
                          name.mode().toArray(new FileAttribute<?>[0]))),
              space,
              name.modified(),
              bytes -> contents.add(new StagedFile(name.path(), bytes, false)));
      return new Linked.ToCopy(new FileCopy(source, sink, size, dropped));
    } catch (IOException e) {
      source.close();
      throw e;
    }
  }
}
