package dev.leash.bootstrap.architecture.planted.filesystem;

import java.io.File;

/** Breaks: paths are no files. */
record OldFile(File file) {}
