/**
 * Transfer on Apache HttpClient 5: one archive over one connection, by our own rules for redirects,
 * time-outs and sizes.
 */
@NullMarked
package dev.leash.http;

import org.jspecify.annotations.NullMarked;
