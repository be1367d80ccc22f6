package dev.leash.bootstrap.lock;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** How other users are kept out of what is made. */
public enum OwnerOnly {
  /** By modes, with which files are born. */
  MODES {
    @Override
    public FileAttribute<?>[] folder() {
      return attribute("rwx------");
    }

    @Override
    public FileAttribute<?>[] file() {
      return attribute("rw-------");
    }
  },

  /**
   * By what the folder above hands down: on Windows, a user's own folders are closed to others, and
   * there are no modes.
   */
  INHERITED {
    @Override
    public FileAttribute<?>[] folder() {
      return new FileAttribute<?>[0];
    }

    @Override
    public FileAttribute<?>[] file() {
      return new FileAttribute<?>[0];
    }
  };

  /** The way of a path's file system. */
  public static OwnerOnly at(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix") ? MODES : INHERITED;
  }

  /** For a folder that is about to be made. */
  public abstract FileAttribute<?>[] folder();

  /** For a file that is about to be made. */
  public abstract FileAttribute<?>[] file();

  private static FileAttribute<?>[] attribute(String mode) {
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
