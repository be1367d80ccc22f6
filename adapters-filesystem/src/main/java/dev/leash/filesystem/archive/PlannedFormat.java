package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive.Extracted;
import java.util.OptionalLong;

/**
 * A format whose end tells what is in it: all of that is judged before the tree counts as whole.
 */
abstract class PlannedFormat implements ArchiveFormat {
  /** Judges one archive. */
  interface Planner {
    /** Waits for the bytes that tell it; may be called again when more of them are there. */
    Plan plan() throws ExtractionEnded;
  }

  /**
   * An archive that has been judged. Of one thread.
   *
   * @param files how many files and links there will be
   * @param bytes how many bytes all files will have
   * @param written how many of them are there already
   */
  record Plan(long files, long bytes, long written, Work work) implements AutoCloseable {
    @Override
    public void close() throws ExtractionEnded {
      work.close();
    }
  }

  /** What is to be done with it. */
  interface Work extends AutoCloseable {
    /** Writes into the tree what is not there yet. */
    void unpack() throws ExtractionEnded;

    /** Gives back what it holds, unpacked or not. */
    @Override
    default void close() throws ExtractionEnded {}
  }

  /** Begins with an archive; may unpack what it can before all of it is judged. */
  abstract Planner begin(Extraction extraction) throws ExtractionEnded;

  @Override
  public final Extracted.Whole extract(Extraction extraction) throws ExtractionEnded {
    Planner planner = begin(extraction);
    try (Plan plan = certainPlan(extraction.source(), planner)) {
      ExtractionEnded.unlessEmpty(extraction.tree().expect(plan.bytes() - plan.written()));
      extraction.listener().planned(OptionalLong.of(plan.files()));
      plan.work().unpack();
      extraction.source().stopIfCancelled();
      ExtractionEnded.unlessEmpty(extraction.tree().seal());
      return new Extracted.Whole(plan.files(), plan.bytes());
    }
  }

  /**
   * What was brought ahead of the body may be nonsense, from a server that only seems to know
   * ranges: an archive is damaged when its body says so.
   */
  private static Plan certainPlan(ArrivingBytes source, Planner planner) throws ExtractionEnded {
    try {
      return planner.plan();
    } catch (ExtractionEnded e) {
      if (!isDamage(e.how())) {
        throw e;
      }
    }
    // That all bytes are there does not say that none of them came ahead: only the end does.
    source.awaitWhole();
    return planner.plan();
  }

  private static boolean isDamage(Extracted how) {
    return how instanceof Extracted.Failed(Failure.OfArchive(Corrupt _));
  }
}
