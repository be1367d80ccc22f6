package dev.leash.bootstrap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.stream.Stream;

/** Where each library is known, and nowhere else. */
record Libraries(String root) {
  Map<String, ArchRule> rules() {
    return Map.of(
        "httpClientIsKnownToHttpAlone",
        only("org.apache.hc..", "http.."),
        "commonsCompressIsKnownToArchiveAlone",
        only("org.apache.commons.compress..", "filesystem.archive"),
        "xzIsKnownToArchiveAlone",
        only("org.tukaani.xz..", "filesystem.archive"),
        "zstdIsKnownToArchiveAlone",
        only("com.github.luben.zstd..", "filesystem.archive"),
        "jacksonIsKnownToTheSocketsSidesAlone",
        only(
            "tools.jackson..",
            "bootstrap.ipc",
            "bootstrap.client",
            "bootstrap.cli",
            "bootstrap.demo"),
        "log4jIsKnownToBootstrapAlone",
        only(
            "org.apache.logging.log4j..",
            "bootstrap",
            "bootstrap.log",
            "bootstrap.cli",
            "bootstrap.demo"),
        "jettyIsKnownToWebAlone",
        only("org.eclipse.jetty..", "bootstrap.web"),
        "picocliIsKnownToTheCommandLineAlone",
        only("picocli..", "bootstrap.cli"),
        "guiceIsKnownToModulesAlone",
        noClasses()
            .that()
            .resideOutsideOfPackage(root + ".bootstrap")
            .and()
            .haveNameNotMatching(".*Module(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject.."));
  }

  private ArchRule only(String library, String... where) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            Stream.of(where).map(known -> root + "." + known).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
