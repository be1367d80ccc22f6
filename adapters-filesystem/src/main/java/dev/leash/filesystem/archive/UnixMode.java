package dev.leash.filesystem.archive;

/** The bits of a POSIX st_mode that archives keep ({@code <sys/stat.h>}, POSIX.1-2017). */
final class UnixMode {
  /** The bits of the type; none set where a writer knew no types. */
  static final int TYPE = 0170000;

  static final int LINK = 0120000;
  static final int REGULAR = 0100000;
  static final int FOLDER = 0040000;

  private static final int OWNER_EXECUTES = 0100;

  private UnixMode() {}

  static boolean isExecutable(long mode) {
    return (mode & OWNER_EXECUTES) != 0;
  }
}
