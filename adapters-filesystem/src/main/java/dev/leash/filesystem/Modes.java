package dev.leash.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The modes that files are born with; the umask is taken off by the kernel. None where there are no
 * modes.
 */
final class Modes {
  private static final Set<PosixFilePermission> EXECUTE =
      Set.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private Modes() {}

  static FileAttribute<?>[] folder(Path at) {
    return of(at, "rwxr-xr-x");
  }

  static FileAttribute<?>[] privateFolder(Path at) {
    return of(at, "rwx------");
  }

  static FileAttribute<?>[] file(Path at, boolean executable) {
    return of(at, executable ? "rwxr-xr-x" : "rw-r--r--");
  }

  static FileAttribute<?>[] privateFile(Path at) {
    return of(at, "rw-------");
  }

  /**
   * Takes away what others may do with a folder of ours, which was made by somebody else's hand.
   */
  static void keepPrivate(Path folder, Disk disk) throws IOException {
    if (isPosix(folder)) {
      disk.setMode(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /**
   * Gives a file the mode that it would have been born with.
   *
   * @param folder was born with that of executables, so that it tells the umask
   */
  static void amend(Path file, boolean executable, Path folder, Disk disk) throws IOException {
    if (!isPosix(file)) {
      return;
    }
    Set<PosixFilePermission> mode = EnumSet.copyOf(disk.mode(folder));
    if (!executable) {
      mode.removeAll(EXECUTE);
    }
    disk.setMode(file, mode);
  }

  private static FileAttribute<?>[] of(Path at, String mode) {
    return isPosix(at)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  static boolean isPosix(Path at) {
    return at.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
