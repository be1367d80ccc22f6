package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import java.util.OptionalLong;

/**
 * A format whose end tells what is in it: all of that is judged before the first byte is written.
 */
abstract class PlannedFormat implements ArchiveFormat {
  /** An archive that has been judged. Of one thread. */
  interface Plan extends AutoCloseable {
    /** How many files and links there will be. */
    long files();

    /** How many bytes all files will have. */
    long bytes();

    /** Writes all of it into the tree. */
    void unpack() throws ExtractionEnded;

    /** Gives back what it holds, unpacked or not. */
    @Override
    void close() throws ExtractionEnded;
  }

  /** Judges an archive, for which it waits for the bytes that tell it. */
  abstract Plan plan(Extraction extraction) throws ExtractionEnded;

  @Override
  public final Extracted.Whole extract(Extraction extraction) throws ExtractionEnded {
    try (Plan plan = certainPlan(extraction)) {
      ExtractionEnded.unlessEmpty(extraction.tree().expect(plan.bytes()));
      extraction.listener().planned(OptionalLong.of(plan.files()));
      plan.unpack();
      extraction.source().stopIfCancelled();
      ExtractionEnded.unlessEmpty(extraction.tree().seal());
      return new Extracted.Whole(plan.files(), plan.bytes());
    }
  }

  /**
   * What was brought ahead of the body may be nonsense, from a server that only seems to know
   * ranges: an archive is damaged when its body says so.
   */
  private Plan certainPlan(Extraction extraction) throws ExtractionEnded {
    try {
      return plan(extraction);
    } catch (ExtractionEnded e) {
      if (!isDamage(e.how())) {
        throw e;
      }
    }
    // That all bytes are there does not say that none of them came ahead: only the end does.
    extraction.source().awaitWhole();
    return plan(extraction);
  }

  private static boolean isDamage(Extracted how) {
    return how instanceof Extracted.Failed(Failure.OfArchive(Corrupt _));
  }
}
