package dev.leash.http;

import java.util.OptionalLong;

/**
 * How far a body goes; both are empty where that is not said.
 *
 * @param total of the whole archive
 * @param end the position in it after the body's last byte
 */
record Expected(OptionalLong total, OptionalLong end) {}
