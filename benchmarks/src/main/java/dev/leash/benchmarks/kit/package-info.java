/** What benchmarks have in common: the daemon as a process, samples, tables. */
@NullMarked
package dev.leash.benchmarks.kit;

import org.jspecify.annotations.NullMarked;
