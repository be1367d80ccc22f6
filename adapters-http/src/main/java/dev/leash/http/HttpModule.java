package dev.leash.http;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer;
import java.util.concurrent.ExecutorService;

/**
 * Binds {@link Transfer} to Apache HttpClient 5; needs a {@link Clock} to be bound, and an {@link
 * ExecutorService} of data threads, one a task: it does not end it.
 */
public final class HttpModule extends AbstractModule {
  private final HttpSettings settings;

  public HttpModule(HttpSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    requireBinding(Clock.class);
    requireBinding(ExecutorService.class);
    bind(HttpSettings.class).toInstance(settings);
    bind(HttpClients.class).in(Singleton.class);
    bind(ApacheTransfer.class).in(Singleton.class);
    bind(Transfer.class).to(ApacheTransfer.class);
  }
}
