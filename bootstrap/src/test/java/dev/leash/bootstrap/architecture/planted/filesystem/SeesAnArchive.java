package dev.leash.bootstrap.architecture.planted.filesystem;

import dev.leash.bootstrap.architecture.planted.filesystem.archive.SpiedOn;

/** Breaks: an archive is seen by its module alone. */
record SeesAnArchive(SpiedOn archive) {}
