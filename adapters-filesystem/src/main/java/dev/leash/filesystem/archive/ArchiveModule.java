package dev.leash.filesystem.archive;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.leash.domain.port.Archive;
import java.util.EnumMap;
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
    Map<Look, ArchiveFormat> formats = new EnumMap<>(Look.class);
    formats.put(Look.ZIP, zip);
    formats.put(Look.ELF, zip);
    formats.put(Look.WINDOWS, zip);
    formats.put(Look.MAC, zip);
    formats.put(Look.SCRIPT, zip);
    formats.put(Look.UNKNOWN, zip);
    formats.put(Look.SEVEN_ZIP, new SevenZFormat(memory));
    formats.put(Look.TAR, new TarFormat(Compression.NONE, memory));
    formats.put(Look.GZIP, new TarFormat(Compression.GZIP, memory));
    formats.put(Look.BZIP2, new TarFormat(Compression.BZIP2, memory));
    formats.put(Look.XZ, new TarFormat(Compression.XZ, memory));
    formats.put(Look.ZSTD, new TarFormat(Compression.ZSTD, memory));
    return new FormatArchive(formats);
  }
}
