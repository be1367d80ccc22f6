package dev.leash.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.domain.port.SessionEvents;
import dev.leash.domain.session.EndCause;
import dev.leash.domain.session.Scope;
import dev.leash.domain.session.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shutdown that has very many sessions to tell of, or somebody who is slow to hear of one. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SlowTellingTest {
  private final CountDownLatch heard = new CountDownLatch(1);

  @Test
  void isNotWaitedForByTheEndOfTheDaemon(@TempDir Path temp) throws Exception {
    DaemonSettings settings =
        DaemonSettings.of(temp.resolve("s"), temp.resolve("state"), List.of(temp))
            .logging(Level.ERROR);
    Daemon daemon = Daemon.start(settings, new FakesModule(), new Slow());
    try (LeashClient client = LeashClient.connect(daemon.socket(), _ -> {})) {
      client.call("begin_session", LeashClient.params());

      daemon.close();

      assertThat(heard.getCount()).isEqualTo(1);
      assertThat(Files.exists(temp.resolve("s"))).isFalse();
    } finally {
      heard.countDown();
    }
  }

  private final class Slow extends AbstractModule implements SessionEvents {
    @Override
    protected void configure() {
      Multibinder.newSetBinder(binder(), SessionEvents.class).addBinding().toInstance(this);
    }

    @Override
    public void begun(Scope scope, SessionId current) {}

    @Override
    public void changed(Change change) {
      if (change.ended().equals(Optional.of(new EndCause.Shutdown()))) {
        try {
          heard.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void held(Scope scope, SessionId ended, Duration since) {}
  }
}
