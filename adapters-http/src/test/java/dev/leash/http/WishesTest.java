package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WishesTest {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final long TOTAL = 100 * MIB;

  private final Wishes wishes = new Wishes(TOTAL);

  private ByteRange next() {
    return wishes.next(0).orElseThrow();
  }

  @Test
  void asksForWhatIsWanted() {
    assertThat(wishes.add(50 * MIB, 2 * MIB, 0)).isTrue();

    assertThat(wishes.brings(50 * MIB)).isTrue();
    assertThat(next()).isEqualTo(new ByteRange(50 * MIB, 52 * MIB));
    assertThat(wishes.brings(52 * MIB - 1)).isTrue();
    assertThat(wishes.brings(52 * MIB)).isFalse();
    assertThat(wishes.next(0)).isEmpty();
  }

  @Test
  void asksForNoLessThanARoundTripIsWorth() {
    wishes.add(50 * MIB, 1, 0);
    wishes.add(TOTAL - 22, 100, 0);

    assertThat(next()).isEqualTo(new ByteRange(50 * MIB, 50 * MIB + 64 * KIB));
    assertThat(next()).isEqualTo(new ByteRange(TOTAL - 64 * KIB, TOTAL));
  }

  @Test
  void leavesToTheBodyWhatItBringsWithinAMoment() {
    assertThat(wishes.add(11 * MIB - 1, 5 * MIB, 10 * MIB)).isFalse();
    assertThat(wishes.add(11 * MIB, 5 * MIB, 10 * MIB)).isTrue();

    assertThat(wishes.next(10 * MIB + 1)).isEmpty();
    assertThat(wishes.brings(11 * MIB)).isFalse();
  }

  @Test
  void asksForNothingOutsideTheArchive() {
    assertThat(wishes.add(TOTAL, 1, 0)).isFalse();
    assertThat(wishes.add(-1, 1, 0)).isFalse();
    assertThat(wishes.add(Long.MAX_VALUE, Long.MAX_VALUE, 0)).isFalse();
    assertThat(wishes.add(TOTAL - MIB, Long.MAX_VALUE, 0)).isTrue();

    assertThat(next()).isEqualTo(new ByteRange(TOTAL - MIB, TOTAL));
  }

  @Test
  void asksForTheLargestDirectoryAndForNoMore() {
    assertThat(wishes.add(50 * MIB, Wishes.MOST + 1, 0)).isFalse();
    assertThat(wishes.add(50 * MIB, Wishes.MOST, 0)).isTrue();

    assertThat(next().length()).isEqualTo(32 * MIB + 64 * KIB);
  }

  @Test
  void asksAtOnceForWhatLiesTogether() {
    wishes.add(50 * MIB, 64 * KIB, 0);
    wishes.add(90 * MIB, 64 * KIB, 0);
    wishes.add(50 * MIB + 128 * KIB, 64 * KIB, 0);
    wishes.add(51 * MIB, 64 * KIB, 0);

    assertThat(next()).isEqualTo(new ByteRange(50 * MIB, 50 * MIB + 192 * KIB));
    assertThat(next()).isEqualTo(new ByteRange(90 * MIB, 90 * MIB + 64 * KIB));
    assertThat(next()).isEqualTo(new ByteRange(51 * MIB, 51 * MIB + 64 * KIB));
  }

  @Test
  void asksForNoMoreAtOnceThanForOne() {
    wishes.add(20 * MIB, 20 * MIB, 0);
    wishes.add(40 * MIB, 20 * MIB, 0);

    assertThat(next()).isEqualTo(new ByteRange(20 * MIB, 40 * MIB));
  }

  @Test
  void asksForNothingTwice() {
    wishes.add(TOTAL - 66 * KIB, 66 * KIB, 0);
    assertThat(next().length()).isEqualTo(66 * KIB);

    assertThat(wishes.add(TOTAL - 10, 10, 0)).as("it is on its way").isTrue();
    assertThat(wishes.next(0)).isEmpty();
    wishes.served();
    assertThat(wishes.add(TOTAL - 10, 10, 0)).as("it is there").isFalse();
    assertThat(wishes.hasBrought(TOTAL - 1)).isTrue();
    assertThat(wishes.add(TOTAL - MIB, MIB, 0)).isTrue();
    assertThat(next()).isEqualTo(new ByteRange(TOTAL - MIB, TOTAL - 66 * KIB));
  }

  @Test
  void asksFourTimesAtTheMost() {
    for (int i = 0; i < 4; i++) {
      assertThat(wishes.add((10 + i) * MIB, 1, 0)).isTrue();
      next();
      wishes.served();
    }

    assertThat(wishes.add(50 * MIB, 1, 0)).isFalse();
    assertThat(wishes.next(0)).isEmpty();
    assertThat(wishes.hasBrought(10 * MIB)).isTrue();
  }

  @Test
  void dropsWhatWaitsForAFifthRequest() {
    for (int i = 0; i < 5; i++) {
      wishes.add((10 + i) * MIB, 1, 0);
    }
    for (int i = 0; i < 4; i++) {
      next();
      wishes.served();
    }
    assertThat(wishes.brings(14 * MIB)).isTrue();

    assertThat(wishes.next(0)).isEmpty();
    assertThat(wishes.brings(14 * MIB)).isFalse();
  }

  @Test
  void asksForNothingAfterAFailure() {
    wishes.add(50 * MIB, 1, 0);
    wishes.add(60 * MIB, 1, 0);
    next();

    wishes.giveUp();

    assertThat(wishes.brings(50 * MIB)).isFalse();
    assertThat(wishes.brings(60 * MIB)).isFalse();
    assertThat(wishes.add(70 * MIB, 1, 0)).isFalse();
    assertThat(wishes.next(0)).isEmpty();
    assertThat(wishes.hasBrought(50 * MIB)).isFalse();
  }
}
