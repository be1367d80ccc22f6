package dev.leash.bootstrap;

import dev.leash.application.ApplicationSettings;
import dev.leash.bootstrap.ipc.IpcLimits;
import dev.leash.bootstrap.web.WebSettings;
import dev.leash.filesystem.FilesystemSettings;
import dev.leash.filesystem.FilesystemSettings.Durability;
import dev.leash.http.HttpSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;

/**
 * All that can be set about a daemon.
 *
 * @param socket where the socket is made; empty for a daemon that serves streams in its place
 * @param stateDirectory what must outlive the daemon, and its log
 * @param allowedRoots nothing is ever written outside these and the state directory
 * @param durability what a publication survives
 * @param freeSpace how much of a disk no download may take
 * @param web how pages are served, where they are
 */
public record DaemonSettings(
    Optional<Path> socket,
    Path stateDirectory,
    List<Path> allowedRoots,
    Durability durability,
    FreeSpace freeSpace,
    Level logLevel,
    ApplicationSettings application,
    HttpSettings http,
    IpcLimits ipc,
    Optional<WebSettings> web) {
  public DaemonSettings {
    allowedRoots = List.copyOf(allowedRoots);
  }

  /** The settings that a daemon has unless told otherwise. */
  public static DaemonSettings of(Path socket, Path stateDirectory, List<Path> allowedRoots) {
    return new DaemonSettings(
        Optional.of(socket),
        stateDirectory,
        allowedRoots,
        Durability.PROCESS,
        FreeSpace.DEFAULT,
        Level.INFO,
        ApplicationSettings.DEFAULT,
        HttpSettings.DEFAULT,
        IpcLimits.DEFAULT,
        Optional.empty());
  }

  /** The same, logging from another level on. */
  public DaemonSettings logging(Level level) {
    return with(level, web);
  }

  /** The same, serving pages. */
  public DaemonSettings with(WebSettings pages) {
    return with(logLevel, Optional.of(pages));
  }

  /**
   * The same, serving a page of its own, from a folder.
   *
   * @param port on 127.0.0.1; 0 for one that is free
   */
  public DaemonSettings withPage(int port, Path folder) {
    return with(new WebSettings(port, List.of(), Optional.of(folder)));
  }

  private DaemonSettings with(Level level, Optional<WebSettings> pages) {
    return new DaemonSettings(
        socket,
        stateDirectory,
        allowedRoots,
        durability,
        freeSpace,
        level,
        application,
        http,
        ipc,
        pages);
  }

  /**
   * How much of a file system stays free at the least.
   *
   * @param percent where that is less: this share of it
   */
  public record FreeSpace(long bytes, int percent) {
    static final FreeSpace DEFAULT =
        new FreeSpace(
            FilesystemSettings.DEFAULT_FLOOR_BYTES, FilesystemSettings.DEFAULT_FLOOR_PERCENT);
  }
}
