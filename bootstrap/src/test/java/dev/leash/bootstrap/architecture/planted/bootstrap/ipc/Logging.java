package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import org.apache.logging.log4j.Logger;

/** Breaks: Log4j is known to bootstrap alone. */
record Logging(Logger logger) {}
