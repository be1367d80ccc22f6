package dev.leash.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.name.Names;
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
  void bindsOneWorkspaceStrictly() throws Exception {
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

    injector.getInstance(Key.get(Runnable.class, Names.named(FilesystemModule.RECOVERY))).run();

    Workspace workspace = injector.getInstance(Workspace.class);
    AutoCloseable closing =
        injector.getInstance(Key.get(AutoCloseable.class, Names.named(FilesystemModule.CLOSING)));
    assertThat(closing).isSameAs(workspace);
    closing.close();
  }
}
