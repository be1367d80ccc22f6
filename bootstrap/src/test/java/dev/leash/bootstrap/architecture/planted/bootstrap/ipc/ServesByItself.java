package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import org.eclipse.jetty.server.Server;

/** Breaks: Jetty is known to web alone. */
record ServesByItself(Server jetty) {}
