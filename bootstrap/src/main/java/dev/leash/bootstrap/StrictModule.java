package dev.leash.bootstrap;

import com.google.inject.AbstractModule;

/** Makes a mistake in the wiring fail at start, not at the first call. */
final class StrictModule extends AbstractModule {
  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
  }
}
