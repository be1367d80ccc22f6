package dev.leash.filesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The places that Leash may write to, resolved through links, and whose they are.
 *
 * @param state its own folder
 * @param index where the staging folders are listed
 * @param roots the allowed ones
 * @param homeName the name of the folder that holds its staging folders
 */
record Premises(Path state, Path index, List<Path> roots, String homeName) {
  static final String HOME_PREFIX = ".leash-";

  Premises {
    roots = List.copyOf(roots);
  }

  /**
   * Resolves the settings, and makes the state's folders.
   *
   * @throws UncheckedIOException when a folder is not there or cannot be made
   */
  static Premises of(FilesystemSettings settings, Disk disk) {
    try {
      Path index = settings.stateDirectory().toAbsolutePath().resolve("staging");
      disk.makeFolders(index, Modes.privateFolder(index));
      List<Path> roots = new ArrayList<>();
      for (Path root : settings.allowedRoots()) {
        roots.add(real(root, disk));
      }
      Path real = disk.real(index);
      return new Premises(
          disk.real(settings.stateDirectory()), real, roots, HOME_PREFIX + owner(real, disk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path real(Path root, Disk disk) throws IOException {
    if (!disk.leadsToFolder(root)) {
      throw new IOException("The allowed root " + root + " is not a folder that is there");
    }
    return disk.real(root);
  }

  /** Whether a folder of that name may be one that holds staging folders, of whichever user. */
  static boolean isHomeName(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(HOME_PREFIX);
  }

  /** Whether the path is one of Leash's own folders, or below one. */
  boolean isOwn(Path real) {
    if (real.startsWith(state)) {
      return true;
    }
    for (Path name : real) {
      if (isHomeName(name.toString())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The owner of what we make: as a number where users have one, else a name that is safe in a
   * file's name.
   */
  private static String owner(Path folder, Disk disk) throws IOException {
    if (!Modes.isPosix(folder)) {
      return Integer.toHexString(System.getProperty("user.name", "").hashCode());
    }
    Path probe = folder.resolve("owner-" + UUID.randomUUID());
    disk.write(probe, new byte[0], StandardOpenOption.CREATE_NEW);
    try {
      return disk.owner(probe).toString();
    } finally {
      disk.delete(probe);
    }
  }
}
