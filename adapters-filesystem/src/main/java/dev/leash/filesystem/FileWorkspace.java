package dev.leash.filesystem;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** The workspace on java.nio.file. Safe for use by several threads. */
final class FileWorkspace implements Workspace {
  private final FilesystemSettings settings;
  private final Path state;
  private final DestinationRules rules;
  private final Claims claims = new Claims();
  private final StagingPlaces places;
  private final Recovery recovery;
  private final Sweeper sweeper;
  private final FileStaging.Tools tools;

  /**
   * What a workspace works with.
   *
   * @param sweeping one thread, which {@link #close} shuts down
   * @param names random ones, for staging folders
   */
  record Means(
      Clock clock,
      ExecutorService sweeping,
      Supplier<String> names,
      CrashPoints points,
      Disk disk) {}

  /**
   * Resolves the settings' folders.
   *
   * @throws UncheckedIOException when the state directory or an allowed root cannot be used
   */
  FileWorkspace(FilesystemSettings settings, Means means) {
    Premises premises = Premises.of(settings, means.disk());
    StagingIndex index = new StagingIndex(premises, means.disk());
    this.settings = settings;
    this.state = premises.state();
    this.rules = new DestinationRules(premises, means.disk());
    this.places = new StagingPlaces(premises, index, means);
    HomeTurns homeTurns = new HomeTurns(means.clock(), means.disk());
    this.recovery = new Recovery(premises, index, homeTurns, means);
    this.sweeper = new Sweeper(index, homeTurns, means);
    this.tools =
        new FileStaging.Tools(
            new Publisher(premises, rules, homeTurns, means),
            sweeper,
            new SaneTimes(means.clock()),
            means.points(),
            means.disk());
  }

  @Override
  public void recover() {
    try {
      // The index's folder may be new, and the state's folder, too.
      tools.disk().syncFolder(state);
      tools.disk().syncFolder(state.resolveSibling(""));
      recovery.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Claimed claim(DownloadRequest request) {
    return switch (rules.judge(request)) {
      case DestinationRules.Judged.Allowed(Destination destination) ->
          claims.take(request, destination);
      case DestinationRules.Judged.Refused(Failure failure) -> new Claimed.Refused(failure);
    };
  }

  @Override
  public OpenedStaging open(Claim claim, Cancellation cancellation) {
    if (!(claim instanceof Claims.FileClaim own)) {
      throw new IllegalArgumentException("the claim is not this workspace's");
    }
    StagingFolder folder;
    try {
      folder = places.open(own.destination());
    } catch (IOException e) {
      return new OpenedStaging.Failed(IoFailures.of(e, own.path()));
    }
    sweeper.count();
    Space space = new Space(folder.path(), settings, tools.disk());
    try {
      return new OpenedStaging.Ready(
          new FileStaging(new FileStaging.Opening(folder, space), own, cancellation, tools));
    } catch (IOException e) {
      sweeper.sweep(new Sweeper.Swept(folder, () -> {}, () -> {}));
      return new OpenedStaging.Failed(space.failureOf(e, own.path(), 0));
    }
  }

  @Override
  public int stagingFolders() {
    return sweeper.folders();
  }

  @Override
  public void close() {
    sweeper.close();
  }
}
