package dev.leash.bootstrap.architecture.planted.filesystem.archive;

import dev.leash.bootstrap.architecture.planted.filesystem.OpenedUp;

/** Breaks: archives know only the domain. */
record SeesTheWorkspace(OpenedUp above) {}
