package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leash.bootstrap.lock.OwnerOnly;
import dev.leash.bootstrap.lock.StartFailure;
import dev.leash.bootstrap.log.Logs;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SocketFileTest {
  private Path base;
  private Path path;

  @BeforeEach
  void make() throws Exception {
    base = RunningDaemon.shortFolder();
    path = base.resolve("folder").resolve("leash.sock");
  }

  @AfterEach
  void remove() throws Exception {
    RunningDaemon.delete(base);
  }

  @Test
  void makesItsFolderAndItselfForItsUserAlone() throws Exception {
    try (SocketFile socket = SocketFile.open(path)) {
      assertThat(mode(path.resolveSibling(""))).isEqualTo("rwx------");
      assertThat(mode(path)).isEqualTo("rw-------");
      assertThat(mode(path.resolveSibling("leash.sock.lock"))).isEqualTo("rw-------");
      assertThat(socket.path()).isEqualTo(path);
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void isThereAgainAfterItsClose() throws Exception {
    SocketFile.open(path).close();

    try (SocketFile socket = SocketFile.open(path)) {
      assertThat(socket.server().isOpen()).isTrue();
    }
  }

  @Test
  void refusesAFolderThatIsALink() throws Exception {
    Path real = Files.createDirectory(base.resolve("real"));
    Files.createSymbolicLink(base.resolve("folder"), real);

    assertThatThrownBy(() -> SocketFile.open(path))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("no link")
        .hasMessageContaining(base.resolve("folder").toString());
    assertThat(real).isEmptyDirectory();
  }

  @Test
  void refusesAFolderInWhichOthersMayWrite() throws Exception {
    Path folder = Files.createDirectory(base.resolve("folder"));
    for (String mode : new String[] {"rwxrwx---", "rwx----w-"}) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));

      assertThatThrownBy(() -> SocketFile.open(path))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Others may write")
          .hasMessageContaining(folder.toString());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesAStickyFolderWithAWarning() throws Exception {
    Path folder = Files.createDirectory(base.resolve("folder"));
    Files.setAttribute(folder, "unix:mode", 01777);

    Logs.start(Level.INFO, Optional.of(base.resolve("log")));
    SocketFile.open(path).close();
    Logs.stop();

    assertThat(Files.readString(base.resolve("log")))
        .contains("WARN", "sticky bit", folder.toString());
  }

  @Test
  void takesOverAStaleSocket() throws Exception {
    Files.createDirectory(base.resolve("folder"));
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(Files.exists(path)).isTrue();

    try (SocketFile socket = SocketFile.open(path);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(socket.server().accept()).isNotNull();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void refusesASocketThatAnotherDaemonHoldsAndNamesIt() throws Exception {
    try (SocketFile first = SocketFile.open(path)) {
      assertThatThrownBy(() -> SocketFile.open(path))
          .isInstanceOf(StartFailure.Held.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("pid " + ProcessHandle.current().pid());

      assertThat(first.server().isOpen()).isTrue();
      assertThat(Files.exists(path)).isTrue();
    }
  }

  @Test
  void refusesASocketOnWhichAnotherProgramListens() throws Exception {
    Files.createDirectory(base.resolve("folder"));
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(path));

      assertThatThrownBy(() -> SocketFile.open(path))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Another process listens");

      assertThat(Files.exists(path)).isTrue();
    }
  }

  @Test
  void refusesWhatIsNoSocketAndLeavesIt() throws Exception {
    Files.createDirectory(base.resolve("folder"));
    Files.writeString(path, "precious");

    assertThatThrownBy(() -> SocketFile.open(path))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("no socket");
    assertThat(path).hasContent("precious");
  }

  @Test
  void refusesAPathThatIsTooLong() throws Exception {
    Path longest = base.resolve("x".repeat(106 - base.toString().length() - 1));
    Path longer = base.resolve("x".repeat(106 - base.toString().length()));

    SocketFile.open(longest).close();
    assertThatThrownBy(() -> SocketFile.open(longer))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("107 bytes")
        .hasMessageContaining("at most 106");
  }

  @Test
  void asksForNoModesWhereThereAreNone() throws Exception {
    try (SocketFile socket = SocketFile.open(path, OwnerOnly.INHERITED);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(socket.server().accept()).isNotNull();
      assertThat(client.isConnected()).isTrue();
      // By the umask alone, where there is one.
      assertThat(mode(path)).isNotEqualTo("rw-------");
    }
  }

  @Test
  void takesOverAStaleSocketWhereThereAreNoModes() throws Exception {
    Files.createDirectory(base.resolve("folder"));
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(path));
    }

    SocketFile.open(path, OwnerOnly.INHERITED).close();
    Files.writeString(path, "precious");

    assertThatThrownBy(() -> SocketFile.open(path, OwnerOnly.INHERITED))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("no socket");
    assertThat(path).hasContent("precious");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
