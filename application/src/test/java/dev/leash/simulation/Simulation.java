package dev.leash.simulation;

import dev.leash.simulation.schedule.Simulator;
import dev.leash.simulation.schedule.StoryId;
import dev.leash.simulation.schedule.Verdict;
import dev.leash.simulation.schedule.Verdict.Broken;
import java.util.Optional;
import java.util.SplittableRandom;

/** Plays stories with the application that this class's loader has. */
public final class Simulation implements Simulator {
  @Override
  public Verdict play(StoryId id, boolean told) {
    SplittableRandom root = new SplittableRandom(id.seed());
    Story story = Story.drawn(root.split());
    World world = new World(id, root.split().nextLong(), told);
    Optional<Broken> broken = world.play(story, id);
    return new Verdict(story.scenes().size(), world.told().lines(), broken);
  }
}
