package dev.leash.bootstrap.example;

import com.google.inject.AbstractModule;
import dev.leash.domain.port.Transfer;
import java.nio.file.Path;

// tag::module[]
/** Binds the transfer in the place of the daemon's own. */
final class FolderTransferModule extends AbstractModule {
  private final Path folder;

  FolderTransferModule(Path folder) {
    this.folder = folder;
  }

  @Override
  protected void configure() {
    bind(Transfer.class).toInstance(new FolderTransfer(folder));
  }
}
// end::module[]
