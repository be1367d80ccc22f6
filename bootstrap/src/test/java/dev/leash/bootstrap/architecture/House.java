package dev.leash.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes that the rules are held against. Read once: that takes a while. */
final class House {
  static final String ROOT = "dev.leash";
  static final String PLANTED_ROOT = House.class.getPackageName() + ".planted";

  /** What is shipped, of all modules: as folders of classes, or as jars beside the tests' own. */
  static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
          .importPackages(ROOT);

  /** What breaks the rules on purpose. */
  static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

  private House() {}
}
