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

/** What the file system's refusals are called, in one place. */
final class IoFailures {
  static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private IoFailures() {}

  static Failure of(IOException e, Path path) {
    return new Failure.IoError(Optional.of(path.toString()), detail(e));
  }

  /** Of a rename to or from a place below the destination. */
  static Failure ofRename(IOException e, Path target) {
    if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
      return new Failure.DestinationConflict(target.toString(), "something has come to be there");
    }
    return isInUse(e) ? new Failure.DestinationInUse(target.toString()) : of(e, target);
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
  private static boolean isInUse(IOException e) {
    return WINDOWS
        && (e instanceof AccessDeniedException || detail(e).contains("used by another process"));
  }
}
