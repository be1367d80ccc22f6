package dev.leash.filesystem.archive;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Archive;
import java.util.EnumMap;
import java.util.Map;

/** Binds {@link Archive}. Public for the module of the package above alone, which installs it. */
public final class ArchiveModule extends AbstractModule {
  @Provides
  @Singleton
  Archive archive() {
    ArchiveFormat zip = new ZipFormat();
    Map<Look, ArchiveFormat> formats = new EnumMap<>(Look.class);
    formats.put(Look.ZIP, zip);
    formats.put(Look.ELF, zip);
    formats.put(Look.WINDOWS, zip);
    formats.put(Look.MAC, zip);
    formats.put(Look.SCRIPT, zip);
    formats.put(Look.UNKNOWN, zip);
    formats.put(Look.TAR, new TarFormat(Compression.NONE));
    formats.put(Look.GZIP, new TarFormat(Compression.GZIP));
    formats.put(Look.BZIP2, new TarFormat(Compression.BZIP2));
    formats.put(Look.XZ, new TarFormat(Compression.XZ));
    formats.put(Look.ZSTD, new TarFormat(Compression.ZSTD));
    return new FormatArchive(formats);
  }
}
