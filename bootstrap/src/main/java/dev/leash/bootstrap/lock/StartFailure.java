package dev.leash.bootstrap.lock;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in one line for a person why the daemon cannot start. */
public sealed class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  public StartFailure(String message) {
    super(message);
  }

  /**
   * Ends the sentence with what the system said, in words rather than an exception's name.
   *
   * @param what without its full stop
   */
  public static StartFailure because(String what, IOException why) {
    return new StartFailure(what + ": " + words(why));
  }

  private static String words(IOException why) {
    if (!(why instanceof FileSystemException failed)) {
      return String.valueOf(why.getMessage());
    }
    return switch (failed) {
      case FileAlreadyExistsException _ -> failed.getFile() + " is there and is no folder";
      case NoSuchFileException _ -> "there is no " + failed.getFile();
      case AccessDeniedException _ -> "no permission for " + failed.getFile();
      default -> String.valueOf(failed.getMessage());
    };
  }

  /** Another live process has what it needs. */
  public static final class Held extends StartFailure {
    private static final long serialVersionUID = 1L;

    public Held(String message) {
      super(message);
    }
  }
}
