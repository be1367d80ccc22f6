/** What serves the archives: nginx on the loopback, and over an emulated link. */
@NullMarked
package dev.leash.benchmarks.install.server;

import org.jspecify.annotations.NullMarked;
