package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The members of a tar, in order, each with what extension records say of it. The data of one must
 * be read before the next is asked for. For one thread.
 */
final class TarMembers {
  /** What tars of nothing have: a record of the usual 20 blocks. */
  private static final long MOST_OF_NOTHING = 20 * TarHeader.SIZE;

  private final Extraction extraction;
  private final TarBlocks blocks;
  private final ArchiveLimits limits;
  private final byte[] block = new byte[TarHeader.SIZE];
  private boolean begun;
  private Optional<Instant> everyModified = Optional.empty();

  TarMembers(Extraction extraction, TarBlocks blocks) {
    this.extraction = extraction;
    this.blocks = blocks;
    this.limits = extraction.options().limits();
  }

  /** Empty at the end, when all of the file was read. */
  Optional<TarHeader> next() throws ExtractionEnded {
    TarExtensions extensions = new TarExtensions(limits);
    while (true) {
      Optional<TarHeader> read = header();
      if (read.isEmpty()) {
        if (!extensions.isEmpty()) {
          throw ExtractionEnded.corrupt("its last extension record is of no file");
        }
        return read;
      }
      TarHeader header = read.get();
      switch (header.type()) {
        case TarHeader.PAX, TarHeader.SOLARIS_PAX -> extensions.add(TarHeader.PAX, record(header));
        case TarHeader.LONG_NAME, TarHeader.LONG_LINK ->
            extensions.add(header.type(), record(header));
        case TarHeader.GLOBAL_PAX -> global(record(header));
        // What somebody calls the archive.
        case TarHeader.VOLUME -> record(header);
        default -> {
          return Optional.of(extensions.applyTo(header, everyModified));
        }
      }
    }
  }

  private Optional<TarHeader> header() throws ExtractionEnded {
    int count = blocks.block(block);
    boolean first = !begun;
    begun = true;
    if (first) {
      requireTar(count);
    }
    if (count < TarHeader.SIZE) {
      // A whole tar has an end: without it nothing tells that all of its members are there.
      throw TarBlocks.endedTooEarly();
    }
    if (!TarHeader.isZero(block)) {
      return Optional.of(TarHeader.parse(block));
    }
    requireEnd(first);
    return Optional.empty();
  }

  private void requireTar(int count) throws ExtractionEnded {
    Look look = new FirstBytes(ByteBuffer.wrap(block, 0, count).slice(), true).look().orElseThrow();
    if (look != Look.TAR) {
      throw noTar(look);
    }
  }

  /**
   * Many readers take what follows the end for another archive, or for nothing: nobody can tell
   * what it was meant to be.
   */
  private void requireEnd(boolean first) throws ExtractionEnded {
    long rest = blocks.zeroes();
    if (first && (rest < 0 || rest > MOST_OF_NOTHING - TarHeader.SIZE)) {
      throw noTar(Look.UNKNOWN);
    }
    if (rest < 0) {
      throw ExtractionEnded.corrupt("something follows its end");
    }
  }

  private ExtractionEnded noTar(Look inside) {
    return ExtractionEnded.of(
        new Unsupported(
            extraction.look() == Look.TAR
                ? inside.description()
                : extraction.look().description()
                    + " that has no tar archive in it, but "
                    + inside.description()));
  }

  private byte[] record(TarHeader header) throws ExtractionEnded {
    if (header.size() > limits.extensionBytes()) {
      throw ExtractionEnded.of(new LimitExceeded("extensionBytes", limits.extensionBytes()));
    }
    return blocks.record((int) header.size());
  }

  /** A name or a size for all files can only be meant to deceive one reader of several. */
  private void global(byte[] data) throws ExtractionEnded {
    PaxAttributes all = PaxAttributes.parse(data, limits);
    if (all.path().isPresent() || all.linkPath().isPresent() || all.size().isPresent()) {
      throw ExtractionEnded.corrupt("it has a name or a size for all files");
    }
    everyModified = all.modified().or(() -> everyModified);
  }
}
