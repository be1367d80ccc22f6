package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ExtractionBudget;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Tree;
import java.util.Map;

/** Tells an archive's format by its content, and has that format unzip it. Thread-safe. */
final class FormatArchive implements Archive {
  private final Map<Look, ArchiveFormat> formats;

  /**
   * @param formats what unzips a file of that look; any other is refused by what it looks like
   */
  FormatArchive(Map<Look, ArchiveFormat> formats) {
    this.formats = Map.copyOf(formats);
  }

  @Override
  public Extracted extract(
      ArrivingFile file,
      int generation,
      Tree tree,
      Options options,
      Listener listener,
      Cancellation cancellation) {
    ArrivingBytes source = new ArrivingBytes(file, generation, cancellation);
    try {
      Look look = FirstBytes.look(source);
      ArchiveFormat format = formats.get(look);
      if (format == null) {
        return new Extracted.Failed(
            new Failure.OfArchive(new ArchiveProblem.Unsupported(look.description())));
      }
      return format.extract(
          new Extraction(
              look, source, tree, options, listener, new ExtractionBudget(options.limits())));
    } catch (ExtractionEnded e) {
      return e.how();
    }
  }
}
