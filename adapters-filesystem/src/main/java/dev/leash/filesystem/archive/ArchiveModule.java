package dev.leash.filesystem.archive;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Archive;
import java.util.Map;

/** Binds {@link Archive}. Public for the module of the package above alone, which installs it. */
public final class ArchiveModule extends AbstractModule {
  /**
   * Of the heap. Of 256 MiB it is room for one zip's directory of 100,000 entries that is read, and
   * for another that is unzipped meanwhile; the rest is the transfers' and the clients'.
   */
  private static final double SHARE_OF_ARCHIVES = 0.6;

  @Provides
  @Singleton
  Crew crew() {
    return new Crew(Runtime.getRuntime().availableProcessors());
  }

  @Provides
  @Singleton
  ArchiveMemory memory() {
    return new ArchiveMemory((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_ARCHIVES));
  }

  @Provides
  @Singleton
  Archive archive(Crew crew, ArchiveMemory memory) {
    ArchiveFormat zip = new ZipFormat(crew, memory);
    ArchiveFormat sevenZ = new SevenZFormat(memory);
    return new FormatArchive(
        Map.of(
            Look.ZIP,
            zip,
            Look.SEVEN_ZIP,
            sevenZ,
            Look.ELF,
            zip,
            Look.WINDOWS,
            zip,
            Look.MAC,
            zip,
            Look.SCRIPT,
            zip,
            Look.UNKNOWN,
            zip));
  }
}
