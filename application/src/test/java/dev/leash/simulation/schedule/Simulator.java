package dev.leash.simulation.schedule;

/** A world in which stories are played. */
public interface Simulator {
  /**
   * Plays a story to its end, or to where a promise is broken.
   *
   * @param told whether to tell what happens, which takes time
   */
  Verdict play(StoryId story, boolean told);
}
