package dev.leash.filesystem;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Workspace;
import dev.leash.filesystem.archive.ArchiveModule;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Binds {@link Workspace} and {@link Archive}; needs a {@link Clock} to be bound. */
public final class FilesystemModule extends AbstractModule {
  /** 128 bits: nobody guesses a name that is not there yet. */
  private static final int NAME_BYTES = 16;

  private final FilesystemSettings settings;

  public FilesystemModule(FilesystemSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    requireBinding(Clock.class);
    install(new ArchiveModule());
  }

  // Of the port's own type: nothing is left of it where another workspace takes its place.
  @Provides
  @Singleton
  Workspace workspace(Clock clock) {
    ExecutorService sweeping =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("leash-sweeper").factory());
    SecureRandom random = new SecureRandom();
    return new FileWorkspace(
        settings,
        new FileWorkspace.Means(
            clock,
            sweeping,
            () -> name(random),
            CrashPoints.NONE,
            new NioDisk(settings.durability())));
  }

  private static String name(SecureRandom random) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }
}
