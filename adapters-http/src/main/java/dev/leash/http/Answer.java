package dev.leash.http;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of an answer, as far as it matters.
 *
 * @param length of the body; empty when it ends by chunks or by the connection's end
 * @param locations the values of all Location headers
 */
record Answer(
    int status, OptionalLong length, List<String> locations, Optional<String> retryAfter) {}
