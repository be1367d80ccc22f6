package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Extracted;
import java.util.OptionalLong;

/** Unzips a tar in one pass while it arrives, decoding it where it is compressed. Thread-safe. */
final class TarFormat implements ArchiveFormat {
  private final Compression compression;
  private final ArchiveMemory memory;

  /**
   * @param memory what all archives together may take
   */
  TarFormat(Compression compression, ArchiveMemory memory) {
    this.compression = compression;
    this.memory = memory;
  }

  @Override
  public Extracted.Whole extract(Extraction extraction) throws ExtractionEnded {
    try (ArrivingStream arriving = new ArrivingStream(extraction.source());
        DecoderMemory decoding = new DecoderMemory(memory, extraction.source());
        Decoded decoded =
            new Decoded(compression, arriving, extraction.options().limits(), decoding)) {
      TarBlocks blocks = new TarBlocks(extraction, decoded, arriving::position);
      TarUnzipper unzipper =
          new TarUnzipper(extraction, blocks, new EntryWriter(extraction, arriving::position));
      Extracted.Whole whole = unzipper.unzip(new TarMembers(extraction, blocks));
      extraction.listener().planned(OptionalLong.of(whole.files()));
      extraction.source().stopIfCancelled();
      ExtractionEnded.unlessEmpty(extraction.tree().seal());
      return whole;
    }
  }
}
