package dev.leash.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.bootstrap.Bound;
import dev.leash.bootstrap.Bounds;
import dev.leash.bootstrap.lock.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ConfigFileTest {
  private static final List<String> OPTIONS =
      List.of("socket", "stdio", "allow-root", "log-level", "durability");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'allow-roots': ['x']}          | Unknown key 'allow-roots' in FILE; did you mean 'allow-root'?
          {'allowRoot': ['x']}            | Unknown key 'allowRoot' in FILE; did you mean 'allow-root'?
          {'stall_timeout': '10 s'}       | Unknown key 'stall_timeout' in FILE; did you mean 'stall-timeout'?
          {'colour': 1}                   | Unknown key 'colour' in FILE
          {'stdio': 'yes'}                | 'stdio' in FILE takes true or false, not "yes"
          {'socket': 1}                   | 'socket' in FILE takes a path, not 1
          {'allow-root': []}              | 'allow-root' in FILE takes a list of paths, not []
          {'allow-root': [1]}             | 'allow-root' in FILE takes a list of paths, not [1]
          {'socket': ''}                  | 'socket' in FILE takes a path, not ""
          {'socket': 'a\\u0000'}           | 'socket' in FILE takes a path, not "a\\u0000"
          {'entries': '5'}                | 'entries' in FILE takes a whole number from 1 to 2147483647, not "5"
          {'entries': 1.5}                | 'entries' in FILE takes a whole number from 1 to 2147483647, not 1.5
          {'entries': 0}                  | 'entries' in FILE takes a whole number from 1 to 2147483647, not 0
          {'entries': null}               | 'entries' in FILE takes a whole number from 1 to 2147483647, not null
          {'entries': 99999999999999999999} | 'entries' in FILE takes a whole number from 1 to 2147483647, not 99999999999999999999
          {'stall-timeout': 10}           | 'stall-timeout' in FILE takes a time like "10 s", "500 ms" or "PT10S", from 1 ms to 7 days, not 10
          {'stall-timeout': '10 GiB'}     | 'stall-timeout' in FILE takes a time like "10 s", "500 ms" or "PT10S", from 1 ms to 7 days, not "10 GiB"
          {'stall-timeout': 'P8D'}        | 'stall-timeout' in FILE takes a time like "10 s", "500 ms" or "PT10S", from 1 ms to 7 days, not "P8D"
          {'archive-bytes': '10 pounds'}  | 'archive-bytes' in FILE takes bytes, at least 1, as a whole number or like "20 GiB", not "10 pounds"
          {'archive-bytes': -1}           | 'archive-bytes' in FILE takes bytes, at least 1, as a whole number or like "20 GiB", not -1
          []                              | FILE must be one JSON object, not []
          ''                              | FILE must be one JSON object, not nothing
          """)
  void refusesInOneLine(String content, String message) throws Exception {
    Path file = write(content.replace('\'', '"'));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void tellsWhereItIsNoJson() throws Exception {
    Path file = write("{\n \"ratio\" 1}");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file + ", line 2, column 10")
        .message()
        .hasLineCount(1);
  }

  @Test
  void refusesAKeyThatIsThereTwice() throws Exception {
    Path file = write("{\"ratio\": 1,\n\"ratio\": 2}");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("ratio");
  }

  @Test
  void refusesAFileThatIsNotThereOrIsNoFile() {
    assertThatThrownBy(() -> read(folder.resolve("none")))
        .isInstanceOf(StartFailure.class)
        .hasMessage("There is no file " + folder.resolve("none"));
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'archive-bytes': 20          | 20
          'archive-bytes': '20 GiB'    | 21474836480
          'archive-bytes': '1.5 kB'    | 1500
          'archive-bytes': '3MB'       | 3000000
          'stall-timeout': '10 s'      | 10000
          'stall-timeout': '250ms'     | 250
          'stall-timeout': '2 min'     | 120000
          'stall-timeout': 'PT1.5S'    | 1500
          'ratio': 7                   | 7
          """)
  void takesAmountsAsPeopleWriteThem(String setting, long value) throws Exception {
    Path file = write("{" + setting.replace('\'', '"') + "}");

    assertThat(ConfigFile.read(file, OPTIONS).bounds()).containsValue(value).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Bound.class)
  void hasEveryBoundReachItsSettings(Bound bound) {
    // Another value than the usual one must make other settings, or it is set for nothing.
    Bounds usual = new Bounds(Map.of());
    Bounds set = new Bounds(Map.of(bound, bound.usual() + 1));

    assertThat(settings(set)).isNotEqualTo(settings(usual));
  }

  @Test
  void hasTheDefaultsWhereNothingIsSet() {
    Bounds usual = new Bounds(Map.of());

    assertThat(usual.http()).isEqualTo(dev.leash.http.HttpSettings.DEFAULT);
    assertThat(usual.application(false))
        .isEqualTo(dev.leash.application.ApplicationSettings.DEFAULT);
    assertThat(usual.ipc()).isEqualTo(dev.leash.bootstrap.ipc.IpcLimits.DEFAULT);
    assertThat(usual.http().stallTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void refusesALongestWaitThatIsShorterThanTheFirst() {
    assertThatThrownBy(() -> new Bounds(Map.of(Bound.RETRY_FIRST, 90_000L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retry-longest");
  }

  @Test
  void isDocumentedInFull() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "running.md"));

    assertThat(Stream.of(Bound.values()).map(bound -> "| `" + bound.label() + "` |"))
        .allSatisfy(row -> assertThat(page).contains(row));
  }

  private static List<Object> settings(Bounds bounds) {
    return List.of(bounds.application(false), bounds.http(), bounds.ipc(), bounds.freeSpace());
  }

  private Path write(String content) throws Exception {
    return Files.writeString(folder.resolve("leash.json"), content);
  }

  private static void read(Path file) throws Exception {
    ConfigFile config = ConfigFile.read(file, OPTIONS);
    config.path("socket");
    config.flag("stdio");
    config.paths("allow-root");
    config.bounds();
  }
}
