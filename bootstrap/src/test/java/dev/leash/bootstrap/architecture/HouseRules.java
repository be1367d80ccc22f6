package dev.leash.bootstrap.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** All rules, by name, for a house whose packages lie below one root. */
final class HouseRules {
  private HouseRules() {}

  /**
   * The rules.
   *
   * @param root {@code dev.leash}, or where violations are planted
   */
  static Map<String, ArchRule> of(String root) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.putAll(new Walls(root).rules());
    rules.putAll(new Libraries(root).rules());
    rules.putAll(new Shapes(root).rules());
    return rules;
  }
}
