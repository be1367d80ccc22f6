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
  public Fetched fetch(
      Source source,
      ArrivingFile file,
      int generation,
      Listener listener,
      Cancellation cancellation) {
    try {
      ByteBuffer archive = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name(source))));
      return source.maxBytes() < archive.capacity()
          ? new Fetched.Failed(new Failure.TooLarge(source.maxBytes()))
          : new Copy(archive, source, file.writer(generation), listener, cancellation).run();
    } catch (IOException | IllegalArgumentException e) {
      // An expected outcome is a value; only bugs are thrown.
      return new Fetched.Failed(new Failure.HttpStatus(404, OptionalLong.empty()));
    }
  }

  // end::transfer[]

  /** What follows the last slash; a file name is a plain one, so that no URL leads elsewhere. */
  private static String name(Source source) {
    String path = source.url().uri().getPath();
    return new FileName(path.substring(path.lastIndexOf('/') + 1)).value();
  }

  private record Copy(
      ByteBuffer archive,
      Source source,
      ArrivingFile.Writer writer,
      Listener listener,
      Cancellation cancellation) {
    // tag::copy[]
    /** The archive is unzipped while it arrives: what is written is read at once. */
    Fetched run() {
      Written written = writer.announce(archive.capacity());
      listener.announced(OptionalLong.of(archive.capacity()));
      for (int at = 0; at < archive.capacity() && goesOn(written); at += PIECE) {
        int count = Math.min(PIECE, archive.capacity() - at);
        written = writer.write(at, archive.slice(at, count));
        listener.received(count);
      }
      Optional<Failure> mismatch = source.checksum().flatMap(this::mismatch);
      if (goesOn(written) && mismatch.isPresent()) {
        return new Fetched.Failed(mismatch.get());
      }
      return outcome(goesOn(written) ? writer.finish(archive.capacity()) : written);
    }

    private boolean goesOn(Written written) {
      return written instanceof Written.Done && !cancellation.isCancelled();
    }

    private Fetched outcome(Written last) {
      if (cancellation.isCancelled()) {
        return new Fetched.Cancelled();
      }
      return switch (last) {
        case Written.Done() -> new Fetched.Whole(archive.capacity(), hex(Algorithm.SHA256));
        case Written.Refused(Failure failure) -> new Fetched.Failed(failure);
        case Written.Revoked() -> new Fetched.Failed(new Failure.SourceChanged("it began anew"));
      };
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
