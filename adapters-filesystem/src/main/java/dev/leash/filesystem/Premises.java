package dev.leash.filesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  static Premises of(FilesystemSettings settings) {
    try {
      Path index = settings.stateDirectory().toAbsolutePath().resolve("staging");
      Files.createDirectories(index, Modes.privateFolder(index));
      List<Path> roots = new ArrayList<>();
      for (Path root : settings.allowedRoots()) {
        roots.add(real(root));
      }
      Path real = index.toRealPath();
      return new Premises(
          settings.stateDirectory().toRealPath(), real, roots, HOME_PREFIX + owner(real));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path real(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException("The allowed root " + root + " is not a folder that is there");
    }
    return root.toRealPath();
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
  private static String owner(Path folder) throws IOException {
    if (!Modes.isPosix(folder)) {
      return Integer.toHexString(System.getProperty("user.name", "").hashCode());
    }
    Path probe = Files.createTempFile(folder, "owner", null);
    try {
      return uid(probe).toString();
    } finally {
      Files.delete(probe);
    }
  }

  /** The owner's number. */
  static Object uid(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
