package dev.leash.filesystem;

import dev.leash.filesystem.PowerModel.Effect;
import dev.leash.filesystem.PowerModel.Name;
import dev.leash.filesystem.PowerModel.State;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What may be left when the power is cut, at each moment of a recording: of what was done by then,
 * all that was synced, and of the rest whatever the disk chose to write. For one thread.
 */
final class PowerCuts {
  /** Of so many that are unsure, each choice is tried: 64 of them. */
  private static final int FEW = 6;

  private final PowerModel model;
  private final int answered;
  private final int most;
  private final Random random = new Random(1);
  private final Set<String> known = new HashSet<>();
  private final List<BitSet> needs;

  /**
   * One state that may be left.
   *
   * @param done how many effects there were by then
   */
  record Cut(int done, State state) {}

  /** Is asked for each; false ends it. */
  interface Visitor {
    boolean visit(Cut cut) throws Exception;
  }

  /**
   * @param answered how many effects there were when the caller was told: the same contents may be
   *     right before and wrong after
   * @param most how many choices to try a moment where there are too many
   */
  PowerCuts(PowerModel model, int answered, int most) {
    this.model = model;
    this.answered = answered;
    this.most = most;
    this.needs = needs(model.effects());
  }

  /** How many different ones there were. */
  int size() {
    return known.size();
  }

  void visit(Visitor visitor) throws Exception {
    List<Effect> effects = model.effects();
    for (int done = 0; done <= effects.size(); done++) {
      List<Integer> unsure = unsure(effects.subList(0, done));
      for (BitSet lost : choices(unsure.size())) {
        State state = without(effects.subList(0, done), unsure, lost);
        if (known.add((done >= answered) + state.shown()) && !visitor.visit(new Cut(done, state))) {
          return;
        }
      }
    }
  }

  /** What relies on something lost is lost with it. */
  private State without(List<Effect> effects, List<Integer> unsure, BitSet lost) {
    BitSet left = new BitSet();
    lost.stream().forEach(i -> left.set(unsure.get(i)));
    State state = model.begun().copy();
    for (int i = 0; i < effects.size(); i++) {
      if (left.get(i) || left.intersects(needs.get(i))) {
        left.set(i);
      } else {
        state.apply(effects.get(i));
      }
    }
    return state;
  }

  private List<Integer> unsure(List<Effect> effects) {
    List<Integer> unsure = new ArrayList<>();
    Set<PowerModel.Node> synced = new HashSet<>();
    BitSet needed = new BitSet();
    for (int i = effects.size() - 1; i >= 0; i--) {
      if (effects.get(i) instanceof Effect.Synced(var node)) {
        synced.add(node);
      } else if (needed.get(i) || isSure(effects.get(i), synced)) {
        needed.or(needs.get(i));
      } else {
        unsure.addFirst(i);
      }
    }
    return unsure;
  }

  private static boolean isSure(Effect effect, Set<PowerModel.Node> synced) {
    return switch (effect) {
      case Effect.Synced _ -> true;
      case Effect.Written written -> synced.contains(written.file());
      case Effect.Cut cut -> synced.contains(cut.file());
      // Only when both folders are.
      case Effect.Named named -> named.names().map(Name::folder).allMatch(synced::contains);
    };
  }

  /** Of each effect, the earlier ones without which it cannot last. */
  private static List<BitSet> needs(List<Effect> effects) {
    List<BitSet> needs = new ArrayList<>();
    for (int i = 0; i < effects.size(); i++) {
      BitSet own = new BitSet();
      if (effects.get(i) instanceof Effect.Named later) {
        for (int j = 0; j < i; j++) {
          own.set(j, effects.get(j) instanceof Effect.Named earlier && needs(later, earlier));
        }
      }
      needs.add(own);
    }
    return needs;
  }

  /** Changes of one name come in their order, and a folder goes when it is empty. */
  private static boolean needs(Effect.Named later, Effect.Named earlier) {
    return earlier
        .names()
        .anyMatch(name ->
            later.names().anyMatch(name::equals)
                || (later.come().isEmpty() && name.folder().equals(later.node())));
  }

  /** Which of so many are lost. */
  private Set<BitSet> choices(int count) {
    Set<BitSet> choices = new LinkedHashSet<>();
    if (count <= FEW) {
      for (long bits = 0; bits < 1L << count; bits++) {
        choices.add(BitSet.valueOf(new long[] {bits}));
      }
      return choices;
    }
    BitSet all = new BitSet();
    all.set(0, count);
    choices.add(new BitSet());
    choices.add(all);
    for (int tries = 0; choices.size() < most && tries < 2 * most; tries++) {
      BitSet some = new BitSet();
      switch (tries % 3) {
        case 0 -> some.set(random.nextInt(count));
        case 1 -> {
          some.or(all);
          some.clear(random.nextInt(count));
        }
        default -> {
          for (int i = 0; i < count; i++) {
            some.set(i, random.nextBoolean());
          }
        }
      }
      choices.add(some);
    }
    return choices;
  }
}
