package dev.leash.bootstrap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;

/** What classes look like, and what none of them does. */
record Shapes(String root) {
  private static final DescribedPredicate<JavaClass> MODULE_OR_SETTINGS =
      DescribedPredicate.describe(
          "a Guice module or a settings record",
          type ->
              type.isAssignableTo("com.google.inject.Module")
                  || (type.isRecord() && type.getSimpleName().endsWith("Settings")));

  /** Sealed ones are closed too; javac writes no modifier for that. */
  private static final DescribedPredicate<JavaClass> CLOSED =
      DescribedPredicate.describe(
          "final, abstract, sealed, or no class",
          type ->
              type.isInterface()
                  || type.isEnum()
                  || type.getModifiers().contains(JavaModifier.FINAL)
                  || type.getModifiers().contains(JavaModifier.ABSTRACT)
                  || type.reflect().isSealed());

  private static final DescribedPredicate<JavaClass> INTERFACE_OR_FINAL =
      DescribedPredicate.describe(
          "an interface or final",
          type -> type.isInterface() || type.getModifiers().contains(JavaModifier.FINAL));

  Map<String, ArchRule> rules() {
    return Map.of(
        "adaptersShowTheirModuleAndSettings", adaptersShowTheirModuleAndSettings(),
        "classesAreClosed", classesAreClosed(),
        "portsAreInterfacesOrFinalValues", portsAreInterfacesOrFinalValues(),
        "nobodySleeps", noClasses().should().callMethodWhere(calls(Thread.class, "sleep")),
        "nobodyInterruptsOthers", classes().should(interruptOnlyThemselves()),
        "nobodyShutsThreadsDownByInterrupting", nobodyShutsThreadsDownByInterrupting(),
        "standardOutputIsTheCommandLines", standardOutputIsTheCommandLines(),
        "pathsAreNoFiles", noClasses().should().dependOnClassesThat().belongToAnyOf(File.class),
        "filesAreTouchedByTheDiskAlone", filesAreTouchedByTheDiskAlone());
  }

  private ArchRule adaptersShowTheirModuleAndSettings() {
    return classes()
        .that()
        .resideInAnyPackage(root + ".http..", root + ".filesystem..")
        .and()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should(ArchCondition.from(MODULE_OR_SETTINGS));
  }

  private ArchRule classesAreClosed() {
    return classes().that().areNotAnonymousClasses().should(ArchCondition.from(CLOSED));
  }

  private ArchRule portsAreInterfacesOrFinalValues() {
    return classes()
        .that()
        .resideInAPackage(root + ".domain.port")
        .and()
        .arePublic()
        .should(ArchCondition.from(INTERFACE_OR_FINAL));
  }

  /** Else a test that has every operation fail would miss some. */
  private ArchRule filesAreTouchedByTheDiskAlone() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".filesystem..")
        .and()
        .haveNameNotMatching(".*\\.NioDisk(\\$.+)?")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Files.class,
            FileChannel.class,
            FileStore.class,
            RandomAccessFile.class,
            FileInputStream.class,
            FileOutputStream.class)
        .orShould()
        .callMethodWhere(calls(Path.class, "toRealPath"));
  }

  /** The demo's web server is none of ours: it plays the other side. */
  private ArchRule nobodyShutsThreadsDownByInterrupting() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".bootstrap.demo")
        .should()
        .callMethodWhere(calls(ExecutorService.class, "shutdownNow"));
  }

  private ArchRule standardOutputIsTheCommandLines() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(root + ".bootstrap.cli", root + ".bootstrap.demo")
        .should()
        .accessField(System.class, "out");
  }

  private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String method) {
    return DescribedPredicate.describe(
        "calls " + owner.getSimpleName() + "." + method, call -> isCall(owner, method).test(call));
  }

  private static Predicate<JavaMethodCall> isCall(Class<?> owner, String method) {
    return call ->
        call.getTargetOwner().isAssignableTo(owner) && call.getTarget().getName().equals(method);
  }

  /** Byte code does not say whose thread it is: the same line must have asked for its own. */
  private static ArchCondition<JavaClass> interruptOnlyThemselves() {
    return new ArchCondition<>("interrupt no thread but their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getMethodCallsFromSelf().stream()
            .filter(isCall(Thread.class, "interrupt"))
            .filter(call -> !asksForItsOwn(type, call))
            .forEach(
                call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
      }
    };
  }

  private static boolean asksForItsOwn(JavaClass type, JavaMethodCall interrupt) {
    return type.getMethodCallsFromSelf().stream()
        .filter(isCall(Thread.class, "currentThread"))
        .anyMatch(call ->
            call.getOrigin().equals(interrupt.getOrigin())
                && call.getLineNumber() == interrupt.getLineNumber());
  }
}
