package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import com.google.inject.Injector;

/** Breaks: Guice is known to modules alone, in the socket's package too. */
record InjectsItself(Injector injector) {}
