package dev.leash.bootstrap.architecture.planted.filesystem;

import org.apache.commons.compress.archivers.ArchiveEntry;

/** Breaks: Commons Compress is known to the archives alone. */
record ZipsOutsideArchive(ArchiveEntry entry) {}
