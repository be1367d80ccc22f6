package dev.leash.filesystem;

import dev.leash.domain.download.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the file system's refusals are called, in one place. */
final class IoFailures {
  static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  /** The kernel's texts, to which Java may add: they have no exceptions of their own. */
  private static final Set<String> NOTHING_THERE =
      Set.of("Not a directory", "Too many levels of symbolic links", "File name too long");

  /** The disk is full, or has no inodes left, or this user may not have more of it. */
  private static final Set<String> FULL =
      Set.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk");

  private IoFailures() {}

  /** Whether a look failed because nothing is there: a file or a circle of links on the way. */
  static boolean isNothingThere(IOException e) {
    return e instanceof NoSuchFileException
        || (e instanceof FileSystemException refused
            && NOTHING_THERE.stream().anyMatch(String.valueOf(refused.getReason())::startsWith));
  }

  static boolean isFull(IOException e) {
    return FULL.contains(detail(e));
  }

  static Failure of(IOException e, Path path) {
    if (isFull(e)) {
      // How much would be needed is not known; nothing is free for whoever was told so.
      return new Failure.DiskFull(OptionalLong.empty(), 0);
    }
    return new Failure.IoError(Optional.of(path.toString()), detail(e));
  }

  /** Of a rename to or from a place below the destination. */
  static Failure ofRename(IOException e, Path target) {
    if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
      return new Failure.DestinationConflict(target.toString(), "something has come to be there");
    }
    return e instanceof FileInUseException
        ? new Failure.DestinationInUse(target.toString())
        : of(e, target);
  }

  static String detail(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file";
      case AtomicMoveNotSupportedException _ -> "it lies on another file system";
      case FileSystemException refused when refused.getReason() != null -> refused.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  /**
   * Windows tells a file that another program holds by either of the two (ERROR_SHARING_VIOLATION,
   * ERROR_ACCESS_DENIED).
   */
  static boolean isInUse(IOException e) {
    return WINDOWS
        && (e instanceof AccessDeniedException || detail(e).contains("used by another process"));
  }
}
