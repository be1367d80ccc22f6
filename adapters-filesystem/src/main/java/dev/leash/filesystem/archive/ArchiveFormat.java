package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Extracted;

/** Unzips one format. Safe for use by several threads. */
interface ArchiveFormat {
  /** As {@link dev.leash.domain.port.Archive#extract}; whatever ends it early is thrown. */
  Extracted.Whole extract(Extraction extraction) throws ExtractionEnded;
}
