package dev.leash.http;

/**
 * What is still missing of a version.
 *
 * @param from the position of its first byte
 */
record Rest(long from, Validator validator) {}
