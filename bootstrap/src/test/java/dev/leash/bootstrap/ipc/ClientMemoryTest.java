package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClientMemoryTest {
  private final ClientMemory memory = new ClientMemory(100);
  private final List<String> disconnected = new ArrayList<>();
  private final ClientMemory.Account a = memory.open(() -> disconnected.add("a"));
  private final ClientMemory.Account b = memory.open(() -> disconnected.add("b"));

  @Test
  void keepsAsMuchAsMayBe() {
    a.add(60);
    b.add(40);

    assertThat(disconnected).isEmpty();
  }

  @Test
  void disconnectsWhoeverHasTheMost() {
    a.add(60);
    b.add(41);

    assertThat(disconnected).containsExactly("a");
  }

  @Test
  void hasRoomAgainThen() {
    a.add(60);
    b.add(41);
    b.add(59);

    assertThat(disconnected).containsExactly("a");
  }

  @Test
  void countsWhatIsTakenBack() {
    a.add(60);
    a.take(50);
    b.add(90);

    assertThat(disconnected).isEmpty();
  }

  @Test
  void countsNothingOfWhoeverIsGone() {
    a.add(60);
    a.close();
    a.add(60);
    b.add(100);

    assertThat(disconnected).isEmpty();
  }
}
