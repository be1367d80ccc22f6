package dev.leash.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;

/** Who may see whom. */
record Walls(String root) {
  /** What may be known of a part without seeing the part; what is nested in it, too. */
  private static final String SETTINGS = ".*(Settings|Limits|Rules)(\\$.+)?";

  Map<String, ArchRule> rules() {
    return Map.ofEntries(
        Map.entry("arrows", arrows()),
        Map.entry("domainIsPlain", sees("domain..", "domain..")),
        Map.entry("applicationIsPlain", sees("application..", "application..", "domain..")),
        Map.entry("httpKnowsOnlyTheDomain", knowsOnlyTheDomain("http")),
        Map.entry("filesystemKnowsOnlyTheDomain", knowsOnlyTheDomain("filesystem")),
        Map.entry("archiveKnowsOnlyTheDomain", archiveKnowsOnlyTheDomain()),
        Map.entry("archiveIsSeenByItsModuleAlone", archiveIsSeenByItsModuleAlone()),
        Map.entry("ipcIsWalledOff", ipcIsWalledOff()),
        Map.entry(
            "webSeesOnlyTheWayIn",
            ofLeash("web", "bootstrap.ipc", "bootstrap.lock", "bootstrap.notice", "domain.port")),
        Map.entry("webSeesNoPartsOfTheSocket", webSeesNoPartsOfTheSocket()),
        Map.entry("clientKnowsNothingOfLeash", ofLeash("client")),
        Map.entry("lockKnowsNothingOfLeash", ofLeash("lock")),
        Map.entry("noticeKnowsOnlyTheClock", ofLeash("notice", "domain.port")),
        Map.entry("stateKnowsOnlyTheLock", ofLeash("state", "bootstrap.lock")),
        Map.entry("logKnowsOnlyWhatItLogs", ofLeash("log", "application..", "domain..")),
        Map.entry(
            "demoSeesOnlyTheDaemonAndItsClient",
            ofLeash("demo", "bootstrap", "bootstrap.client", "bootstrap.lock")),
        Map.entry("cliSeesNoPartsButSettings", cliSeesNoPartsButSettings()),
        Map.entry("packagesAreFreeOfCycles", packagesAreFreeOfCycles()));
  }

  private ArchRule arrows() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("domain")
        .definedBy(below("domain.."))
        .layer("application")
        .definedBy(below("application.."))
        .layer("http")
        .definedBy(below("http.."))
        .layer("filesystem")
        .definedBy(below("filesystem.."))
        .layer("bootstrap")
        .definedBy(below("bootstrap.."))
        .whereLayer("application")
        .mayOnlyBeAccessedByLayers("bootstrap")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers("bootstrap")
        .whereLayer("filesystem")
        .mayOnlyBeAccessedByLayers("bootstrap")
        .whereLayer("bootstrap")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("domain")
        .mayNotAccessAnyLayer();
  }

  /** Plain Java and so much of Leash. */
  private ArchRule sees(String who, String... ofLeash) {
    return classes()
        .that()
        .resideInAPackage(below(who))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of("java..", "org.jspecify.."), Stream.of(ofLeash).map(this::below))
                .toArray(String[]::new));
  }

  private ArchRule knowsOnlyTheDomain(String adapter) {
    return noClasses()
        .that()
        .resideInAPackage(below(adapter + ".."))
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(not(resideInAnyPackage(below(adapter + ".."), below("domain..")))));
  }

  private ArchRule archiveKnowsOnlyTheDomain() {
    return noClasses()
        .that()
        .resideInAPackage(below("filesystem.archive"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(below("filesystem"));
  }

  private ArchRule archiveIsSeenByItsModuleAlone() {
    return classes()
        .that()
        .resideInAPackage(below("filesystem.archive"))
        .should()
        .onlyHaveDependentClassesThat(
            resideInAPackage(below("filesystem.archive"))
                .or(nameMatching(".*\\.filesystem\\.FilesystemModule")));
  }

  private ArchRule ipcIsWalledOff() {
    return classes()
        .that()
        .resideInAPackage(below("bootstrap.ipc"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "jdk.net",
            "org.jspecify..",
            "tools.jackson..",
            "com.google.inject..",
            below("domain.."),
            below("application.."),
            below("bootstrap.lock"),
            below("bootstrap.notice"),
            below("bootstrap.ipc"));
  }

  /** Who is let in, and what they say, are two matters. */
  private ArchRule webSeesNoPartsOfTheSocket() {
    return noClasses()
        .that()
        .resideInAPackage(below("bootstrap.web"))
        .should()
        .dependOnClassesThat(
            resideInAPackage(below("bootstrap.ipc"))
                .and(not(nameMatching(".*\\.(IpcServer|MessageChannel)(\\$.*)?"))));
  }

  /** A package of bootstrap sees so much of Leash, beside itself. */
  private ArchRule ofLeash(String who, String... seen) {
    String[] allowed =
        Stream.concat(Stream.of("bootstrap." + who), Stream.of(seen))
            .map(this::below)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(below("bootstrap." + who))
        .should()
        .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))));
  }

  private ArchRule cliSeesNoPartsButSettings() {
    return noClasses()
        .that()
        .resideInAPackage(below("bootstrap.cli"))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    below("domain.."),
                    below("application.."),
                    below("http.."),
                    below("filesystem.."),
                    below("bootstrap.ipc"),
                    below("bootstrap.web"),
                    below("bootstrap.state"),
                    below("bootstrap.log"))
                .and(not(nameMatching(SETTINGS))));
  }

  private ArchRule packagesAreFreeOfCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  private String below(String pattern) {
    return root + "." + pattern;
  }
}
