package dev.leash.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are no decoration: each finds what was planted for it, and nothing that is sound. */
final class PlantedViolationsTest {
  private static final Map<String, ArchRule> RULES = HouseRules.of(House.PLANTED_ROOT);

  private record Planted(String rule, String offender) {}

  private static final List<Planted> PLANTED =
      List.of(
          new Planted("arrows", "DomainUp"),
          new Planted("arrows", "SeesTheOtherAdapter"),
          new Planted("arrows", "SeesTheUseCases"),
          new Planted("domainIsPlain", "JacksonInDomain"),
          new Planted("domainIsPlain", "DomainUp"),
          new Planted("applicationIsPlain", "GuiceInApplication"),
          new Planted("httpKnowsOnlyTheDomain", "SeesTheOtherAdapter"),
          new Planted("filesystemKnowsOnlyTheDomain", "SeesTheUseCases"),
          new Planted("archiveKnowsOnlyTheDomain", "SeesTheWorkspace"),
          new Planted("archiveIsSeenByItsModuleAlone", "SeesAnArchive"),
          new Planted("ipcIsWalledOff", "SeesAnAdapter"),
          new Planted("ipcIsWalledOff", "SeesBootstrap"),
          new Planted("ipcIsWalledOff", "SeesTheGateway"),
          new Planted("webSeesOnlyTheWayIn", "SeesAnAdapterToo"),
          new Planted("webSeesNoPartsOfTheSocket", "SeesAPartOfTheSocket"),
          new Planted("jettyIsKnownToWebAlone", "ServesByItself"),
          new Planted("clientKnowsNothingOfLeash", "SeesTheDomain"),
          new Planted("lockKnowsNothingOfLeash", "SeesTheSocket"),
          new Planted("noticeKnowsOnlyTheClock", "NoticesTheSocket"),
          new Planted("stateKnowsOnlyTheLock", "SeesTheSocketToo"),
          new Planted("logKnowsOnlyWhatItLogs", "LogsTheSocket"),
          new Planted("demoSeesOnlyTheDaemonAndItsClient", "DemoOfParts"),
          new Planted("cliSeesNoPartsButSettings", "CommandsParts"),
          new Planted("packagesAreFreeOfCycles", "CircleThere"),
          new Planted("httpClientIsKnownToHttpAlone", "ApacheOnDisk"),
          new Planted("commonsCompressIsKnownToArchiveAlone", "ZipsOutsideArchive"),
          new Planted("xzIsKnownToArchiveAlone", "XzOutsideArchive"),
          new Planted("zstdIsKnownToArchiveAlone", "ZstdOutsideArchive"),
          new Planted("jacksonIsKnownToTheSocketsSidesAlone", "JacksonInDomain"),
          new Planted("log4jIsKnownToBootstrapAlone", "Logging"),
          new Planted("picocliIsKnownToTheCommandLineAlone", "Options"),
          new Planted("guiceIsKnownToModulesAlone", "InjectsItself"),
          new Planted("guiceIsKnownToModulesAlone", "GuiceInApplication"),
          new Planted("adaptersShowTheirModuleAndSettings", "OpenedUp"),
          new Planted("classesAreClosed", "OpenPort"),
          new Planted("portsAreInterfacesOrFinalValues", "OpenPort"),
          new Planted("nobodySleeps", "Sleeper"),
          new Planted("nobodyInterruptsOthers", "Interrupter"),
          new Planted("nobodyShutsThreadsDownByInterrupting", "Interrupters"),
          new Planted("standardOutputIsTheCommandLines", "Printer"),
          new Planted("pathsAreNoFiles", "OldFile"),
          new Planted("filesAreTouchedByTheDiskAlone", "PastTheDisk"),
          new Planted("filesAreTouchedByTheDiskAlone", "ResolvesPastTheDisk"));

  @ParameterizedTest
  @FieldSource("PLANTED")
  void areFound(Planted planted) {
    ArchRule rule = Optional.ofNullable(RULES.get(planted.rule())).orElseThrow();

    assertThat(report(rule)).anyMatch(line -> line.contains("." + planted.offender()));
  }

  @Test
  void areThereForEveryRule() {
    assertThat(PLANTED).extracting(Planted::rule).containsAll(RULES.keySet());
    assertThat(HouseRules.of(House.ROOT)).containsOnlyKeys(RULES.keySet());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void areNotSeenInWhatIsSound(ArchRule rule) {
    // Each line begins with whom it blames; a sound class may be whom somebody must not see.
    assertThat(report(rule)).noneMatch(line -> line.matches("\\S+ <[^>]*\\.Sound\\w*[>.(].*"));
  }

  private static Stream<ArchRule> rules() {
    return RULES.values().stream();
  }

  private static List<String> report(ArchRule rule) {
    return rule.evaluate(House.PLANTED).getFailureReport().getDetails();
  }
}
