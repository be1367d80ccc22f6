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

  @Test
  void boundsWhatAllLinksCostToJudge() {
    // Each of them leads up and down again 63 times, through 39 others that do the same.
    for (int i = 0; i < LinkRules.MAX_HOPS; i++) {
      String next = i == 0 ? "f" : "l" + (i - 1);
      assertThat(rules.enter(path("l" + i), "d/../".repeat(63) + next)).isEmpty();
    }
    int perLink = 127 * LinkRules.MAX_HOPS;
    Optional<ArchiveProblem> problem = Optional.empty();
    int more = 0;
    while (problem.isEmpty() && more <= LinkRules.MAX_STEPS / perLink) {
      String last = "d/../".repeat(63) + "l" + (LinkRules.MAX_HOPS - 2);
      problem = rules.enter(path("m" + more++), last);
    }

    assertThat(problem)
        .contains(new ArchiveProblem.LimitExceeded("linkSteps", LinkRules.MAX_STEPS));
  }

  @Test
  void judgesAsManyLinksAsThereMayBe() {
    Map<EntryPath, EntryLedger.Kind> tree =
        Map.of(
            path("packages"), EntryLedger.Kind.FOLDER,
            path("packages/some"), EntryLedger.Kind.FOLDER,
            path("packages/some/file"), EntryLedger.Kind.FILE);
    String up = "../".repeat(9);
    for (int i = 0; i < ArchiveLimits.DEFAULT.entries(); i++) {
      EntryPath link = path("folder-of-a-usual-name/".repeat(9) + i);
      assertThat(rules.enter(link, up + "packages/some/file").isEmpty()).isTrue();
    }

    assertThat(rules.seal(at -> Optional.ofNullable(tree.get(at)))).isEmpty();
  }

  @Test
  void refusesALinkToAPlaceThatNoPathLeadsTo() {
    String half = "a/".repeat(100) + "b".repeat(1_000);

    assertThat(rules.enter(path("d".repeat(1_000) + "/m"), half + "/" + "e".repeat(2_500)))
        .isPresent();
  }
}
