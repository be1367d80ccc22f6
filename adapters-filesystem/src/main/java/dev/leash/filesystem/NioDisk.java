package dev.leash.filesystem;

import dev.leash.filesystem.FilesystemSettings.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The disk by java.nio.file. Safe for use by several threads. */
final class NioDisk implements Disk {
  private final boolean synced;

  /**
   * @param durability nothing is synced but for {@code FULL}: the page cache outlives a killed
   *     daemon
   */
  NioDisk(Durability durability) {
    this.synced =
        switch (durability) {
          case PROCESS -> false;
          case FULL -> true;
        };
  }

  @Override
  public BasicFileAttributes look(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean leadsToFolder(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
    } catch (FileSystemException e) {
      if (IoFailures.isNothingThere(e)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Path real(Path path) throws IOException {
    return path.toRealPath();
  }

  @Override
  public Object owner(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Room room(Path path) throws IOException {
    FileStore store = Files.getFileStore(path);
    return new Room(store, store.getUsableSpace(), store.getTotalSpace());
  }

  // It is closed with the listing.
  @SuppressWarnings("StreamResourceLeak")
  @Override
  public Listing list(Path folder) throws IOException {
    return new NioListing(Files.newDirectoryStream(folder));
  }

  @Override
  public void makeFolder(Path folder, FileAttribute<?>... mode) throws IOException {
    Files.createDirectory(folder, mode);
  }

  @Override
  public void makeFolders(Path folder, FileAttribute<?>... mode) throws IOException {
    Files.createDirectories(folder, mode);
  }

  @Override
  public OpenFile open(Path path, Set<? extends OpenOption> how, FileAttribute<?>... mode)
      throws IOException {
    return new NioFile(FileChannel.open(path, how, mode));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  @Override
  public void link(Path link, String target) throws IOException {
    Files.createSymbolicLink(link, link.getFileSystem().getPath(target));
  }

  @Override
  public void hardLink(Path name, Path file) throws IOException {
    try {
      Files.createLink(name, file);
    } catch (UnsupportedOperationException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw IoFailures.isInUse(e) ? new FileInUseException(e) : e;
    }
  }

  @Override
  public boolean delete(Path path) throws IOException {
    return Files.deleteIfExists(path);
  }

  @Override
  public void setModified(Path path, FileTime time) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }

  @Override
  public Set<PosixFilePermission> mode(Path path) throws IOException {
    return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
    Files.setPosixFilePermissions(path, mode);
  }

  @Override
  public boolean isSynced() {
    return synced;
  }

  @Override
  public void syncFile(Path file) throws IOException {
    if (!synced) {
      return;
    }
    // By whichever channel: a sync is of the file, not of what one channel wrote.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.force(true);
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    // A folder cannot be opened on Windows; NTFS keeps a journal of its names itself.
    if (!synced || IoFailures.WINDOWS) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static final class NioListing implements Listing {
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> names;

    NioListing(DirectoryStream<Path> stream) {
      this.stream = stream;
      this.names = stream.iterator();
    }

    @Override
    public Optional<Path> next() throws IOException {
      try {
        return names.hasNext() ? Optional.of(names.next()) : Optional.empty();
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  private static final class NioFile implements OpenFile {
    private final FileChannel channel;

    NioFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      return channel.write(source, position);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return channel.read(target, position);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public boolean tryLock() throws IOException {
      try {
        return channel.tryLock() != null;
      } catch (OverlappingFileLockException e) {
        // Another workspace of this process has it.
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
