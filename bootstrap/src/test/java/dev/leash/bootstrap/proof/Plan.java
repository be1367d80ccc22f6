package dev.leash.bootstrap.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * What a seed makes of one race.
 *
 * @param orders its downloads; the last one tells the moment
 * @param offset from the moment to the end of the session
 * @param stale whether a call of the session that ends comes right after its end
 */
record Plan(Ending ending, List<Order> orders, Duration offset, boolean stale) {
  /** As many as the daemon may run at once. */
  static final int PLACES_TO_RUN = 3;

  /** What the archives draw their names from: a merge replaces many and adds some. */
  static final int UNIVERSE = 120;

  private static final int MANY = 90;
  private static final int FEW = 12;
  private static final int FILLER_BYTES = 24 * 1024;

  private static final double SHORTEST_OFFSET_NANOS = 10e3;

  /** Beyond it nearly all is over. */
  private static final double LONGEST_OFFSET_NANOS = 40e6;

  static Plan of(int number, List<Place> places, Random random) {
    Aim aim = pick(Aim.values(), Aim::weight, random);
    List<Place> free = new ArrayList<>(places);
    Collections.shuffle(free, random);
    List<Order> orders = new ArrayList<>();
    int others =
        aim == Aim.QUEUED ? PLACES_TO_RUN : aim == Aim.TURN ? 2 : random.nextInt(PLACES_TO_RUN);
    for (int i = 0; i < others; i++) {
      Aim own =
          switch (aim) {
            case QUEUED -> Aim.UNANSWERED;
            case TURN -> Aim.TURN;
            default -> pick(Aim.values(), Aim::weight, random);
          };
      Place place = aim == Aim.TURN ? free.getFirst() : free.removeLast();
      orders.add(order("r" + number + "-" + i, own, place, random));
    }
    orders.add(order("r" + number + "-" + others, aim, free.getFirst(), random));
    Ending ending = pick(Ending.values(), Ending::weight, random);
    return new Plan(ending, List.copyOf(orders), offset(random), random.nextInt(4) == 0);
  }

  Order lead() {
    return orders.getLast();
  }

  @Override
  public String toString() {
    List<String> shown =
        orders.stream()
            .map(one -> one.id() + " " + one.aim() + " " + one.way() + " " + one.place().folder())
            .toList();
    return ending + " after " + offset + (stale ? " and a stale call" : "") + ", " + shown;
  }

  private static Order order(String id, Aim aim, Place place, Random random) {
    Way way = aim == Aim.TURN ? Way.MERGE : pick(Way.values(), Way::weight, random);
    String below = random.nextBoolean() ? "new-" + id : "new-" + id + "/a/b";
    int count = aim == Aim.TURN ? MANY / 2 : aim.isLate() ? MANY : FEW;
    Mod mod = Mod.of(id, count, UNIVERSE, random);
    if (!aim.isLate()) {
      byte[] filler = new byte[FILLER_BYTES];
      random.nextBytes(filler);
      mod = mod.with("filler.bin", filler);
    }
    return new Order(
        id,
        aim,
        way,
        way == Way.NEW_FOLDER ? Place.missing(below) : place,
        mod,
        random.nextInt(3) == 0);
  }

  /** As often in each order of magnitude; now and then none. */
  private static Duration offset(Random random) {
    double factor = LONGEST_OFFSET_NANOS / SHORTEST_OFFSET_NANOS;
    return random.nextInt(6) == 0
        ? Duration.ZERO
        : Duration.ofNanos(
            Math.round(SHORTEST_OFFSET_NANOS * Math.pow(factor, random.nextDouble())));
  }

  private static <T> T pick(T[] all, ToIntFunction<T> weight, Random random) {
    int at = random.nextInt(Arrays.stream(all).mapToInt(weight).sum());
    for (T one : all) {
      at -= weight.applyAsInt(one);
      if (at < 0) {
        return one;
      }
    }
    throw new AssertionError("weights do not add up");
  }
}
