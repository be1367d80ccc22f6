package dev.leash.domain.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkRulesTest {
  private final LinkRules rules = new LinkRules();

  private static EntryPath path(String path) {
    return new EntryPath(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f", "./f", "a/../f", "..", "../f", "a//b/", "."})
  void takesTargetsInsideTheTree(String target) {
    assertThat(rules.enter(path("a/link"), target)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/a",
        "\\a",
        "\\\\host\\share",
        "c:a",
        "../..",
        "../../a",
        "a/../../..",
        "a\\..\\b",
        "a\0b"
      })
  void refusesTargetsThatLeadOutOrAreNoPlace(String target) {
    assertThat(rules.enter(path("a/link"), target)).isPresent();
  }

  @Test
  void followsAsManyLinksAsAKernelDoes() {
    for (int i = 0; i < LinkRules.MAX_HOPS; i++) {
      rules.enter(path("l" + i), "l" + (i + 1));
    }
    EntryPath end = path("l" + LinkRules.MAX_HOPS);

    assertThat(
            rules.seal(
                at -> at.equals(end) ? Optional.of(EntryLedger.Kind.FILE) : Optional.empty()))
        .isEmpty();
    assertThat(rules.enter(path("one-more"), "l0")).isPresent();
  }

  @Test
  void refusesAPathThroughAFile() {
    Map<EntryPath, EntryLedger.Kind> tree =
        Map.of(path("f"), EntryLedger.Kind.FILE, path("g"), EntryLedger.Kind.FILE);
    rules.enter(path("l"), "f/../g");

    assertThat(rules.seal(at -> Optional.ofNullable(tree.get(at)))).isPresent();
  }

  @Test
  void refusesALinkUnderAnotherSpelling() {
    rules.enter(path("l"), "OTHER");

    assertThat(rules.seal(_ -> Optional.of(EntryLedger.Kind.LINK))).isPresent();
  }

  @Test
  void boundsATargetsLength() {
    String longest = "a".repeat(LinkRules.MAX_TARGET_BYTES);

    assertThat(rules.enter(path("l"), longest)).isEmpty();
    assertThat(rules.enter(path("m"), longest + "a")).isPresent();
  }
}
