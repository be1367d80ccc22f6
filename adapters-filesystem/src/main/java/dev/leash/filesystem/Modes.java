package dev.leash.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The modes that files are born with; the umask is taken off by the kernel. None where there are no
 * modes.
 */
final class Modes {
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
