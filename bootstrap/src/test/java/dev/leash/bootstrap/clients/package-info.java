/**
 * Drives the daemon, as a process, with clients that are not ours: the examples of docs/examples.
 */
@NullMarked
package dev.leash.bootstrap.clients;

import org.jspecify.annotations.NullMarked;
