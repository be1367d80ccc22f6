package dev.leash.bootstrap.architecture.planted.http;

import dev.leash.bootstrap.architecture.planted.filesystem.OpenedUp;

/** Breaks: the HTTP adapter knows only the domain, and shows only its module and settings. */
public record SeesTheOtherAdapter(OpenedUp other) {}
