package dev.leash.bootstrap.architecture.planted.filesystem;

import org.tukaani.xz.ArrayCache;

/** Breaks: XZ for Java is known to the archives alone. */
record XzOutsideArchive(ArrayCache arrays) {}
