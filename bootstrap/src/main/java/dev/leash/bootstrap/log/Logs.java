package dev.leash.bootstrap.log;

import dev.leash.application.Faults;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.RootLoggerComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Sets up Log4j 2 by code, which starts quicker than a configuration file. */
public final class Logs {
  private static final String LINE = "[%level] %msg%n%throwable";
  private static final String JSON =
      "{\"time\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\",\"level\":\"%level\","
          + "\"session\":\"%X{session}\",\"download\":\"%X{download}\",\"scope\":\"%X{scope}\",\"cause\":\"%X{cause}\","
          + "\"message\":\"%enc{%msg}{JSON}\",\"thrown\":\"%enc{%throwable}{JSON}\"}%n";

  /** Five files of 5 MiB: some days of a busy desktop, and never more than 25 MiB. */
  private static final String FILE_SIZE = "5MB";

  private static final int FILES = 4;

  private Logs() {}

  /**
   * Logs to standard error, and to a file where one is given.
   *
   * @param file gets one JSON object a line
   */
  public static void start(Level level, Optional<Path> file) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.ERROR);
    builder.setConfigurationName("leash");
    RootLoggerComponentBuilder root = builder.newRootLogger(Level.WARN);
    builder.add(
        builder
            .newAppender("stderr", "Console")
            .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
            .add(builder.newLayout("PatternLayout").addAttribute("pattern", LINE)));
    root.add(builder.newAppenderRef("stderr"));
    file.ifPresent(
        path -> {
          builder.add(rolling(builder, path));
          root.add(builder.newAppenderRef("file"));
        });
    builder.add(builder.newLogger("dev.leash", level));
    builder.add(root);
    Configurator.reconfigure(builder.build(false));
  }

  /** Writes what is left, and closes the file. */
  public static void stop() {
    LogManager.shutdown();
  }

  /** Logs faults with their stack. */
  public static Faults faults() {
    return (doing, fault) -> LogManager.getLogger(Logs.class).error("Unexpected fault while {}", doing, fault);
  }

  private static AppenderComponentBuilder rolling(
      ConfigurationBuilder<BuiltConfiguration> builder, Path path) {
    return builder
        .newAppender("file", "RollingFile")
        .addAttribute("fileName", path.toString())
        .addAttribute("filePattern", path + ".%i")
        .addComponent(
            builder
                .newComponent("Policies")
                .addComponent(
                    builder.newComponent("SizeBasedTriggeringPolicy").addAttribute("size", FILE_SIZE)))
        .addComponent(builder.newComponent("DefaultRolloverStrategy").addAttribute("max", FILES))
        .add(builder.newLayout("PatternLayout").addAttribute("pattern", JSON));
  }
}
