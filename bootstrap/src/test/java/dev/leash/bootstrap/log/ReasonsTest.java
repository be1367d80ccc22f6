package dev.leash.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.download.CancelCause;
import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Failure;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.SessionId;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The log and the wire call every end by the same name. */
final class ReasonsTest {
  private static final Path CONTRACT = Path.of("../docs/openrpc.json");

  /** What becomes of calls, not of downloads that have begun. */
  private static final List<String> OF_CALLS_ALONE =
      List.of(
          "PARSE_ERROR",
          "INVALID_REQUEST",
          "METHOD_NOT_FOUND",
          "INVALID_PARAMS",
          "NO_SESSION",
          "SHUTTING_DOWN",
          "DUPLICATE_ID",
          "QUEUE_FULL",
          "UNKNOWN_DOWNLOAD",
          "UNKNOWN_SESSION");

  /** What an end is made of here; none of it matters to its name. */
  private static final Map<Class<?>, Object> PARTS =
      Map.of(
          String.class,
          "x",
          int.class,
          1,
          long.class,
          1L,
          Optional.class,
          Optional.empty(),
          OptionalLong.class,
          OptionalLong.empty(),
          SessionId.class,
          new SessionId(1),
          Checksum.class,
          Checksum.parse("sha256:" + "0".repeat(64)));

  @Test
  void areTheProtocolsOwnForEveryWayInWhichADownloadEnds() {
    List<String> ends =
        Stream.concat(
                Stream.concat(failures(Failure.class), problems()).map(Reasons::of),
                causes().map(Reasons::of))
            .distinct()
            .toList();

    List<String> ofTheProtocol =
        JsonMapper.shared()
            .readTree(CONTRACT.toFile())
            .at("/components/errors")
            .propertyNames()
            .stream()
            .filter(name -> !OF_CALLS_ALONE.contains(name))
            .toList();
    assertThat(ends).containsExactlyInAnyOrderElementsOf(ofTheProtocol);
  }

  @Test
  void areAnotherForEveryFailure() {
    assertThat(Stream.concat(failures(Failure.class), problems()).map(Reasons::of))
        .doesNotHaveDuplicates();
  }

  private static Stream<Failure> failures(Class<? extends Failure> family) {
    return leaves(family)
        .filter(leaf -> leaf != Failure.OfArchive.class)
        .map(leaf -> (Failure) make(leaf));
  }

  private static Stream<Failure> problems() {
    return leaves(ArchiveProblem.class)
        .map(leaf -> new Failure.OfArchive((ArchiveProblem) make(leaf)));
  }

  private static Stream<CancelCause> causes() {
    return Stream.concat(
        Stream.of(new CancelCause.Requested()),
        leaves(EndCause.class).map(leaf -> CancelCause.SessionEnded.by((EndCause) make(leaf))));
  }

  private static Stream<Class<?>> leaves(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses()).flatMap(ReasonsTest::leaves)
        : Stream.of(family);
  }

  private static Object make(Class<?> record) {
    Class<?>[] types =
        Stream.of(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return record
          .getDeclaredConstructor(types)
          .newInstance(Stream.of(types).map(PARTS::get).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
