package dev.leash.http;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.leash.domain.port.Clock;
import dev.leash.domain.port.Transfer;

/** Binds {@link Transfer} to Apache HttpClient 5; needs a {@link Clock} to be bound. */
public final class HttpModule extends AbstractModule {
  private final HttpSettings settings;

  public HttpModule(HttpSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    requireBinding(Clock.class);
    bind(HttpSettings.class).toInstance(settings);
    bind(HttpClients.class).in(Singleton.class);
    bind(ApacheTransfer.class).in(Singleton.class);
    bind(Transfer.class).to(ApacheTransfer.class);
  }
}
