package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SideRoomTest {
  private final SideRoom room = new SideRoom();

  private void fill(String host) {
    for (int i = 0; i < SideRoom.PER_HOST; i++) {
      assertThat(room.enter(host)).isTrue();
    }
  }

  @Test
  void isBoundedForEachHost() {
    fill("one.example");

    assertThat(room.enter("ONE.example")).isFalse();
    assertThat(room.enter("two.example")).isTrue();
  }

  @Test
  void isThereAgainWhenOneHasLeft() {
    fill("one.example");
    room.leave("one.example");

    assertThat(room.enter("one.example")).isTrue();
    assertThat(room.enter("one.example")).isFalse();
  }
}
