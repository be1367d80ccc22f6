package dev.leash.bootstrap.architecture.planted.bootstrap.web;

import org.eclipse.jetty.server.Server;

/** Breaks no rule. */
public record SoundGateway(Server jetty) {}
