package dev.leash.bootstrap.log;

import dev.leash.application.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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
  private static final String LINE = "[%level] %enc{%msg}{CRLF}%n%throwable";

  /** What a line is not about, it does not have. */
  private static final String JSON =
      "{\"time\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\",\"level\":\"%level\""
          + "%notEmpty{,\"scope\":\"%X{scope}\"}"
          + "%notEmpty{,\"session\":%X{session}}"
          + "%notEmpty{,\"download\":\"%X{download}\"}"
          + "%notEmpty{,\"state\":\"%X{state}\"}"
          + "%notEmpty{,\"cause\":\"%X{cause}\"}"
          + "%notEmpty{,\"reason\":\"%X{reason}\"}"
          + ",\"message\":\"%enc{%msg}{JSON}\",\"thrown\":\"%enc{%throwable}{JSON}\"}%n";

  /** Five files of 5 MiB: some days of a busy desktop, and never more than 25 MiB. */
  private static final String FILE_SIZE = "5MB";

  private static final int FILES = 4;

  /** Two lines for each of 1,000 downloads that end at once, and room for what came before. */
  private static final int BUFFERED_LINES = 8_192;

  /** For a reader of standard error that has stopped reading, at the end. */
  private static final int LAST_WORDS_MILLIS = 250;

  /** For both, one after the other, and no longer where that reader holds up the closing, too. */
  private static final Duration FOR_CLOSING = Duration.ofMillis(2 * LAST_WORDS_MILLIS);

  private Logs() {}

  /**
   * Logs to standard error, and to a file where one is given. One that cannot be written is done
   * without: a log is no reason not to serve.
   *
   * @param file gets one JSON object a line
   */
  public static void start(Level level, Optional<Path> file) {
    Optional<String> trouble = file.flatMap(Logs::trouble);
    start(level, file.filter(_ -> trouble.isEmpty()), FILE_SIZE);
    trouble.ifPresent(
        why -> LogManager.getLogger(Logs.class).warn("There is no log file: {}", why));
  }

  /** Log4j itself would make no appender, and then log nowhere. */
  private static Optional<String> trouble(Path file) {
    try {
      Path folder = file.resolveSibling("");
      Files.createDirectories(folder);
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  static void start(Level level, Optional<Path> file, String fileSize) {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    // Log4j's own complaints go to standard error on the thread that logs, past what is
    // asynchronous.
    builder.setStatusLevel(Level.OFF);
    builder.setConfigurationName("leash");
    RootLoggerComponentBuilder root = builder.newRootLogger(Level.WARN);
    add(builder, root, console(builder));
    file.ifPresent(path -> add(builder, root, rolling(builder, path, fileSize)));
    builder.add(builder.newLogger("dev.leash", level));
    // It warns of what strangers send, who could fill the log so.
    builder.add(builder.newLogger("org.eclipse.jetty", Level.ERROR));
    builder.add(root);
    Configurator.reconfigure(builder.build(false));
  }

  /**
   * Whoever logs must never wait: an app that does not read its child's standard error fills the
   * pipe, and would stop the control side. What does not fit is dropped.
   */
  private static void add(
      ConfigurationBuilder<BuiltConfiguration> builder,
      RootLoggerComponentBuilder root,
      AppenderComponentBuilder appender) {
    String name = "async-" + appender.getName();
    builder.add(appender);
    builder.add(
        builder
            .newAppender(name, "Async")
            .addAttribute("blocking", false)
            .addAttribute("bufferSize", BUFFERED_LINES)
            .addAttribute("shutdownTimeout", LAST_WORDS_MILLIS)
            .addComponent(builder.newAppenderRef(appender.getName())));
    root.add(builder.newAppenderRef(name));
  }

  private static AppenderComponentBuilder console(
      ConfigurationBuilder<BuiltConfiguration> builder) {
    return builder
        .newAppender("stderr", "Console")
        .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
        .add(builder.newLayout("PatternLayout").addAttribute("pattern", LINE));
  }

  /**
   * Writes what is left, and closes the file. Log4j itself goes on: loggers that classes hold would
   * stay silent for ever, also when another daemon starts in this process.
   *
   * <p>On a thread that may stay behind: to close an appender takes the lock that its writer has,
   * which never comes back from a full pipe that nobody reads.
   */
  public static void stop() {
    Thread closing = Thread.ofPlatform().name("logs-closing").daemon(true).start(Logs::logNoLonger);
    try {
      var _ = closing.join(FOR_CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void logNoLonger() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setStatusLevel(Level.OFF);
    builder.setConfigurationName("stopped");
    builder.add(builder.newRootLogger(Level.OFF));
    Configurator.reconfigure(builder.build(false));
  }

  /** Logs faults with their stack. */
  public static Faults faults() {
    return (doing, fault) ->
        LogManager.getLogger(Logs.class).error("Unexpected fault while {}", doing, fault);
  }

  private static AppenderComponentBuilder rolling(
      ConfigurationBuilder<BuiltConfiguration> builder, Path path, String fileSize) {
    return builder
        .newAppender("file", "RollingFile")
        .addAttribute("fileName", path.toString())
        .addAttribute("filePattern", path + ".%i")
        .addComponent(
            builder
                .newComponent("Policies")
                .addComponent(
                    builder
                        .newComponent("SizeBasedTriggeringPolicy")
                        .addAttribute("size", fileSize)))
        .addComponent(builder.newComponent("DefaultRolloverStrategy").addAttribute("max", FILES))
        .add(builder.newLayout("PatternLayout").addAttribute("pattern", JSON));
  }
}
