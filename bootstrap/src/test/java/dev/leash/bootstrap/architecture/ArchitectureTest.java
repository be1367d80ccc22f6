package dev.leash.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is shipped to the rules; {@link PlantedViolationsTest} proves that they bite. */
final class ArchitectureTest {
  /** Far below what there is: it catches an importer that looks in the wrong place. */
  private static final int LEAST_CLASSES = 300;

  @TestFactory
  Stream<DynamicTest> theHouse() {
    return HouseRules.of(House.ROOT).entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check(rule.getValue())));
  }

  private static void check(ArchRule rule) {
    rule.check(House.SHIPPED);
  }

  @Test
  void holdsAllThatIsShippedAndNoTests() {
    assertThat(House.SHIPPED).hasSizeGreaterThan(LEAST_CLASSES);
    assertThat(House.SHIPPED)
        .extracting(JavaClass::getSimpleName)
        .contains(
            "Session", "StartDownload", "ApacheTransfer", "FileWorkspace", "ZipFormat", "Main")
        .noneMatch(name -> name.endsWith("Test") || name.startsWith("Fake"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain.session",
        "domain.download",
        "domain.archive",
        "domain.port",
        "application",
        "http",
        "filesystem",
        "filesystem.archive",
        "bootstrap",
        "bootstrap.ipc",
        "bootstrap.web",
        "bootstrap.client",
        "bootstrap.lock",
        "bootstrap.state",
        "bootstrap.log",
        "bootstrap.demo",
        "bootstrap.cli"
      })
  void hasClassesInEachPackageThatARuleNames(String name) {
    assertThat(House.SHIPPED.getPackage(House.ROOT + "." + name).getClasses())
        .filteredOn(type -> !type.getSimpleName().equals("package-info"))
        .isNotEmpty();
  }

  @Test
  void hasNoPackageThatNoRuleKnows() {
    assertThat(House.SHIPPED)
        .extracting(JavaClass::getPackageName)
        .allMatch(name ->
            name.matches(
                "dev\\.leash\\.(domain\\.(session|download|archive|port)|application|http"
                    + "|filesystem(\\.archive)?"
                    + "|bootstrap(\\.(ipc|web|client|lock|notice|state|log|demo|cli))?)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.hc.",
        "org.apache.commons.compress.",
        "org.tukaani.xz.",
        "com.github.luben.zstd.",
        "tools.jackson.",
        "org.apache.logging.log4j.",
        "picocli.",
        "org.eclipse.jetty.",
        "com.google.inject."
      })
  void usesEachLibraryThatARuleNames(String prefix) {
    assertThat(House.SHIPPED.that(use(prefix))).isNotEmpty();
  }

  private static DescribedPredicate<JavaClass> use(String prefix) {
    return DescribedPredicate.describe(
        "use " + prefix,
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(found -> found.getTargetClass().getName().startsWith(prefix)));
  }

  @Test
  void isNullMarkedInEveryPackage() {
    assertThat(packages())
        .allSatisfy(name ->
            assertThat(House.SHIPPED.contain(name + ".package-info"))
                .as("%s has a package-info", name)
                .isTrue());
    assertThat(packages())
        .allSatisfy(name ->
            assertThat(
                    House.SHIPPED
                        .get(name + ".package-info")
                        .isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .as("%s is @NullMarked", name)
                .isTrue());
  }

  private static Collection<String> packages() {
    return House.SHIPPED.stream().map(JavaClass::getPackageName).distinct().toList();
  }
}
