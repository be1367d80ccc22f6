package dev.leash.bootstrap;

import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.ipc.IpcLimits;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.http.HttpSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;

/**
 * All that can be set about a daemon.
 *
 * @param socket where the socket is made
 * @param stateDirectory what must outlive the daemon, and its log
 * @param allowedRoots nothing is ever written outside these and the state directory
 * @param durability what a publication survives
 */
public record DaemonSettings(
    Path socket,
    Path stateDirectory,
    List<Path> allowedRoots,
    Durability durability,
    Level logLevel,
    ApplicationSettings application,
    HttpSettings http,
    IpcLimits ipc) {
  public DaemonSettings {
    allowedRoots = List.copyOf(allowedRoots);
  }

  /** The settings that a daemon has unless told otherwise. */
  public static DaemonSettings of(Path socket, Path stateDirectory, List<Path> allowedRoots) {
    return new DaemonSettings(
        socket,
        stateDirectory,
        allowedRoots,
        Durability.PROCESS,
        Level.INFO,
        ApplicationSettings.DEFAULT,
        HttpSettings.DEFAULT,
        IpcLimits.DEFAULT);
  }

  /** The same, logging from another level on. */
  public DaemonSettings logging(Level level) {
    return new DaemonSettings(
        socket, stateDirectory, allowedRoots, durability, level, application, http, ipc);
  }
}
