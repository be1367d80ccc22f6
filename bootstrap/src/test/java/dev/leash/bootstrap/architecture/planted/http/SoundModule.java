package dev.leash.bootstrap.architecture.planted.http;

import com.google.inject.AbstractModule;

/** Breaks no rule. */
public final class SoundModule extends AbstractModule {}
