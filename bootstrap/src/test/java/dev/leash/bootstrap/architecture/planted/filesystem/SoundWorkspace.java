package dev.leash.bootstrap.architecture.planted.filesystem;

import dev.leash.bootstrap.architecture.planted.domain.download.Sound;

/** Breaks no rule, and is there to be seen. */
record SoundWorkspace(Sound sound) {}
