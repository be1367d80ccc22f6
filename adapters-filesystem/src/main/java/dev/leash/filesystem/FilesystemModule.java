package dev.leash.filesystem;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Workspace;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Binds {@link Workspace}. Needs a {@link Clock}. Whoever starts the daemon runs the {@code
 * Runnable} named {@link #RECOVERY} before the first use, and closes the {@code AutoCloseable}
 * named {@link #CLOSING} at the end.
 */
public final class FilesystemModule extends AbstractModule {
  /** Sweeps what a killed daemon left; blocks until it is done. */
  public static final String RECOVERY = "filesystem.recovery";

  /** Waits a bounded while for deletions under way; called when no download runs any more. */
  public static final String CLOSING = "filesystem.closing";

  /** 128 bits: nobody guesses a name that is not there yet. */
  private static final int NAME_BYTES = 16;

  private final FilesystemSettings settings;

  public FilesystemModule(FilesystemSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(Workspace.class).to(FileWorkspace.class);
    bind(Key.get(AutoCloseable.class, Names.named(CLOSING))).to(FileWorkspace.class);
  }

  @Provides
  @Singleton
  FileWorkspace workspace(Clock clock) {
    ExecutorService sweeping =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("leash-sweeper").factory());
    SecureRandom random = new SecureRandom();
    return new FileWorkspace(settings, clock, sweeping, () -> name(random));
  }

  @Provides
  @Named(RECOVERY)
  Runnable recovery(FileWorkspace workspace) {
    return workspace::recover;
  }

  private static String name(SecureRandom random) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }
}
