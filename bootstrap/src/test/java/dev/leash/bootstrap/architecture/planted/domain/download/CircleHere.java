package dev.leash.bootstrap.architecture.planted.domain.download;

import dev.leash.bootstrap.architecture.planted.domain.session.CircleThere;
import java.util.Optional;

/** Breaks: packages are free of cycles. */
public record CircleHere(Optional<CircleThere> there) {}
