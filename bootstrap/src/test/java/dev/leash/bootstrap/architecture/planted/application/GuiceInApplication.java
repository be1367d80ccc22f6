package dev.leash.bootstrap.architecture.planted.application;

import com.google.inject.Injector;

/** Breaks: the application is plain; Guice is known to modules alone. */
record GuiceInApplication(Injector injector) {}
