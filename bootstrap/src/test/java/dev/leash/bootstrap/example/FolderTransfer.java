package dev.leash.bootstrap.example;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Checksum.Algorithm;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileName;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

// tag::transfer[]
/**
 * Takes archives from a folder that the app was shipped with: a URL's last name is the file's. Safe
 * for use by several threads.
 */
final class FolderTransfer implements Transfer {
  private static final int PIECE = 256 * 1024;

  private final Path folder;

  FolderTransfer(Path folder) {
    this.folder = folder;
  }

  @Override
  public Fetch prepare(Source source, ArrivingFile file, Listener listener) {
    return new FolderFetch(source, file, listener);
  }

  // end::transfer[]

  /** What follows the last slash; a file name is a plain one, so that no URL leads elsewhere. */
  private static String name(Source source) {
    String path = source.url().uri().getPath();
    return new FileName(path.substring(path.lastIndexOf('/') + 1)).value();
  }

  private final class FolderFetch implements Fetch {
    private final Source source;
    private final ArrivingFile.Writer writer;
    private final Listener listener;
    private ByteBuffer archive = ByteBuffer.allocate(0);
    private int at;
    private Optional<Fetched> whole = Optional.empty();

    FolderFetch(Source source, ArrivingFile file, Listener listener) {
      this.source = source;
      this.writer = file.writer(1);
      this.listener = listener;
    }

    // tag::copy[]
    @Override
    public Fetched attempt(Cancellation cancellation) {
      if (whole.isPresent()) {
        return whole.get();
      }
      try {
        if (at == 0) {
          // Once: a file that is replaced between two attempts must not be mixed with its
          // successor.
          archive = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name(source))));
        }
        return source.maxBytes() < archive.capacity()
            ? new Fetched.Failed(new Failure.TooLarge(source.maxBytes()))
            : copy(cancellation);
      } catch (IOException | IllegalArgumentException e) {
        // An expected outcome is a value; only bugs are thrown.
        return new Fetched.Failed(new Failure.HttpStatus(404, OptionalLong.empty()));
      }
    }

    /** Goes on where a paused attempt stopped; what is written is read at once. */
    private Fetched copy(Cancellation cancellation) {
      Written written = writer.announce(archive.capacity());
      listener.announced(OptionalLong.of(archive.capacity()));
      while (at < archive.capacity()
          && written instanceof Written.Done
          && !cancellation.isCancelled()) {
        int count = Math.min(PIECE, archive.capacity() - at);
        written = writer.write(at, archive.slice(at, count));
        at += count;
        listener.received(count);
      }
      return cancellation.isCancelled() ? new Fetched.Cancelled() : finish(written);
    }

    private Fetched finish(Written last) {
      return switch (last) {
        case Written.Refused(Failure failure) -> new Fetched.Failed(failure);
        case Written.Revoked() -> new Fetched.Failed(new Failure.SourceChanged("it began anew"));
        case Written.Done() ->
            source
                .checksum()
                .flatMap(expected -> mismatch(expected))
                .<Fetched>map(Fetched.Failed::new)
                .orElseGet(this::whole);
      };
    }

    private Fetched whole() {
      writer.finish(archive.capacity());
      Fetched all = new Fetched.Whole(archive.capacity(), hex(Algorithm.SHA256));
      whole = Optional.of(all);
      return all;
    }

    // end::copy[]

    private Optional<Failure> mismatch(Checksum expected) {
      String actual = hex(expected.algorithm());
      return actual.equals(expected.hex())
          ? Optional.empty()
          : Optional.of(new Failure.ChecksumMismatch(expected, actual));
    }

    private String hex(Algorithm algorithm) {
      try {
        MessageDigest digest = MessageDigest.getInstance(algorithm.standardName());
        digest.update(archive.duplicate());
        return HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
