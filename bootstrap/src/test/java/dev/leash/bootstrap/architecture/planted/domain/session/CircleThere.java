package dev.leash.bootstrap.architecture.planted.domain.session;

import dev.leash.bootstrap.architecture.planted.domain.download.CircleHere;
import java.util.Optional;

/** Breaks: packages are free of cycles. */
public record CircleThere(Optional<CircleHere> here) {}
