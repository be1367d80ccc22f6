package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesystemModuleTest {
  @TempDir Path temp;

  @Test
  void bindsOneWorkspaceAndAnArchiveStrictly() {
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            new AbstractModule() {
              @Override
              protected void configure() {
                binder().requireExplicitBindings();
                binder().requireAtInjectOnConstructors();
                binder().requireExactBindingAnnotations();
                binder().disableCircularProxies();
                bind(Clock.class).toInstance(new FakeClock());
                install(
                    new FilesystemModule(
                        FilesystemSettings.of(temp.resolve("state"), List.of(temp))));
              }
            });

    try (Workspace workspace = injector.getInstance(Workspace.class)) {
      assertThat(injector.getInstance(Workspace.class)).isSameAs(workspace);
      assertThat(injector.getInstance(Archive.class)).isNotNull();
    }
  }
}
