package dev.leash.bootstrap.architecture.planted.domain.port;

/** Breaks: ports are interfaces or final values; classes are closed. */
public class OpenPort {}
