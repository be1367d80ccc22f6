package dev.leash.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A folder for a process of ours. */
abstract class InAFolder {
  Base base;

  @BeforeEach
  final void makeFolder() throws Exception {
    base = Base.make();
  }

  @AfterEach
  final void removeFolder() throws Exception {
    base.close();
  }

  /** It does not start, and says why in one line. */
  static void assertRefused(LeashProcess leash, String... said) throws Exception {
    assertThat(leash.awaitExit()).isEqualTo(2);
    assertThat(leash.out()).isEmpty();
    List<String> errors = leash.err().stream().filter(line -> !line.startsWith("[INFO] ")).toList();
    assertThat(errors).singleElement().asString().contains(said);
  }
}
