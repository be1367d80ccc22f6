package dev.leash.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.FakeClock;
import dev.leash.domain.port.Transfer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

final class HttpModuleTest {
  @Test
  void bindsOneTransferForAll() {
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            binder -> {
              binder.requireExactBindingAnnotations();
              binder.requireAtInjectOnConstructors();
              binder.disableCircularProxies();
              binder.bind(Clock.class).toInstance(new FakeClock());
              binder.bind(ExecutorService.class).toInstance(ForkJoinPool.commonPool());
            },
            new HttpModule(HttpSettings.DEFAULT));

    assertThat(injector.getInstance(Transfer.class))
        .isInstanceOf(ApacheTransfer.class)
        .isSameAs(injector.getInstance(Transfer.class));
  }

  @Test
  void needsAClockAndThreads() {
    assertThatThrownBy(() -> Guice.createInjector(new HttpModule(HttpSettings.DEFAULT)))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("Clock")
        .hasMessageContaining("ExecutorService");
  }
}
