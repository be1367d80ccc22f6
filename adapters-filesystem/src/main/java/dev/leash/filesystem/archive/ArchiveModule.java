package dev.leash.filesystem.archive;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Archive;
import java.util.Map;

/** Binds {@link Archive}. Public for the module of the package above alone, which installs it. */
public final class ArchiveModule extends AbstractModule {
  @Provides
  @Singleton
  Archive archive() {
    ArchiveFormat zip = new ZipFormat();
    return new FormatArchive(
        Map.of(
            Look.TAR,
            new TarFormat(Compression.NONE),
            Look.ZIP,
            zip,
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
