package dev.leash.filesystem.archive;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.ArchiveContract;

final class FormatArchiveTest extends ArchiveContract {
  @Override
  protected Archive archive() {
    return Guice.createInjector(Stage.PRODUCTION, new ArchiveModule()).getInstance(Archive.class);
  }
}
