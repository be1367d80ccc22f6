package dev.leash.filesystem;

import java.nio.file.FileSystemException;

/** Another program holds a file, so that it cannot be renamed for now. */
final class FileInUseException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  FileInUseException(FileSystemException cause) {
    super(cause.getFile(), cause.getOtherFile(), "it is used by another program");
    initCause(cause);
  }
}
