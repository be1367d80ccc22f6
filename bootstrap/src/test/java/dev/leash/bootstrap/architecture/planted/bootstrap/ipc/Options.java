package dev.leash.bootstrap.architecture.planted.bootstrap.ipc;

import picocli.CommandLine;

/** Breaks: picocli is known to the command line alone. */
record Options(CommandLine line) {}
