package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.port.Archive.Options;
import java.util.List;

/** What a 7z's end header says, after it was decoded where it is compressed itself. */
record SevenZHeader(SevenZStreams streams, List<SevenZEntry> entries) {
  private static final int END = 0x00;
  private static final int HEADER = 0x01;
  private static final int PROPERTIES = 0x02;
  private static final int MAIN_STREAMS = 0x04;
  private static final int FILES = 0x05;
  private static final int ENCODED_HEADER = 0x17;

  /** What tells where a compressed one lies is much shorter. */
  private static final int MOST_ENCODED = 64 << 10;

  /** The shortest that an entry is: a name of one character, and its end. */
  private static final int LEAST_ENTRY = 2 * Character.BYTES;

  /** In bytes: what is made of an entry while all are judged. */
  private static final long READING_AN_ENTRY = 700;

  /**
   * Waits for all bytes that {@link #read} reads.
   *
   * @return what reading and judging them takes of the heap at the most
   */
  static long await(ArrivingBytes source, SevenZStart start, Options options)
      throws ExtractionEnded {
    start.awaitHeader(source);
    long size = start.headerSize();
    long decoding = 0;
    if (start.headerSize() <= MOST_ENCODED) {
      SevenZInput in = start.readHeader(source);
      if (in.nextByte() == ENCODED_HEADER) {
        SevenZBlock block = encoded(in, start.header(), options);
        source.want(block.from(), block.packedSize());
        source.await(block.from(), block.packedSize());
        size = block.size();
        decoding = block.coder().memory();
      }
    }
    long entries = Math.min(size / LEAST_ENTRY, options.limits().entries());
    return size + decoding + entries * READING_AN_ENTRY;
  }

  /** One that is compressed twice is refused: nobody writes it. */
  static SevenZHeader read(ArrivingBytes source, SevenZStart start, Options options)
      throws ExtractionEnded {
    SevenZInput in = start.readHeader(source);
    long boundary = start.header();
    int next = in.nextByte();
    if (next == ENCODED_HEADER && start.headerSize() <= MOST_ENCODED) {
      SevenZBlock block = encoded(in, boundary, options);
      in = new SevenZInput(decoded(source, block));
      boundary = block.from();
      next = in.nextByte();
    }
    if (next != HEADER) {
      throw SevenZInput.damaged();
    }
    return read(in, boundary, options);
  }

  private static SevenZHeader read(SevenZInput in, long boundary, Options options)
      throws ExtractionEnded {
    int next = in.nextByte();
    if (next == PROPERTIES) {
      skipProperties(in);
      next = in.nextByte();
    }
    SevenZStreams streams = SevenZStreams.none();
    if (next == MAIN_STREAMS) {
      streams = new SevenZStreamsReader(in, boundary, options.limits().entries()).read();
      next = in.nextByte();
    }
    List<SevenZEntry> entries = List.of();
    if (next == FILES) {
      entries = new SevenZFilesReader(in, streams, options).read();
      next = in.nextByte();
    }
    if (next != END || (entries.isEmpty() && streams.files() > 0)) {
      throw SevenZInput.damaged();
    }
    in.requireEnd();
    return new SevenZHeader(streams, entries);
  }

  private static void skipProperties(SevenZInput in) throws ExtractionEnded {
    while (in.number() != END) {
      in.skip(in.number());
    }
  }

  private static SevenZBlock encoded(SevenZInput in, long boundary, Options options)
      throws ExtractionEnded {
    SevenZStreams streams = new SevenZStreamsReader(in, boundary, 1).read();
    in.requireEnd();
    if (streams.files() != 1) {
      throw SevenZInput.damaged();
    }
    SevenZBlock block = streams.blocks().getFirst();
    SevenZCoder coder = block.coder();
    if (coder.isEncrypted()) {
      throw ExtractionEnded.of(new Encrypted("its list of entries"));
    }
    if (coder.largest() > SevenZStart.MAX_HEADER) {
      throw SevenZStart.tooLarge();
    }
    if (coder.memory() > options.limits().decoderMemoryBytes()) {
      throw ExtractionEnded.of(
          new LimitExceeded("decoderMemoryBytes", options.limits().decoderMemoryBytes()));
    }
    return block;
  }

  private static byte[] decoded(ArrivingBytes source, SevenZBlock block) throws ExtractionEnded {
    SevenZEntry whole =
        new SevenZEntry(
            PlannedEntry.Kind.FILE,
            "its end header",
            "",
            block.size(),
            block.crc(),
            true,
            false,
            PlannedEntry.NO_TIME);
    try (SevenZBlockReader reader = new SevenZBlockReader(source, block, whole)) {
      byte[] bytes = reader.all(whole);
      reader.requireEnd(whole);
      return bytes;
    }
  }
}
