package dev.leash.simulation;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Tree;
import dev.leash.simulation.Chance.Fault;

/** Unzips, if nothing goes wrong. */
final class SimulatedArchive implements Archive {
  private final World world;
  private final Archive inner;

  SimulatedArchive(World world, Archive inner) {
    this.world = world;
    this.inner = inner;
  }

  @Override
  public Extracted extract(
      ArrivingFile file,
      int generation,
      Tree tree,
      Options options,
      Listener listener,
      Cancellation cancellation) {
    Watched watched = world.daemon().workspace().owner(file);
    watched.workBegins();
    try {
      world.step();
      world.throwPerhaps(Fault.ARCHIVE_THROWS, watched);
      if (world.happens(Fault.ARCHIVE_REFUSED, watched)) {
        return new Extracted.Failed(
            watched.inject(new Failure.OfArchive(new ArchiveProblem.Corrupt("bad luck"))));
      }
      Extracted extracted = inner.extract(file, generation, tree, options, listener, cancellation);
      if (world.happens(Fault.EXTRACTION_HANGS, watched)) {
        world.hangs().hang(watched + "'s extraction");
      }
      return extracted;
    } finally {
      watched.workEnds();
    }
  }
}
