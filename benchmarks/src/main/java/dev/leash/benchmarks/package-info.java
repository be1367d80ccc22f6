/** The command {@code ./leash bench}: which benchmarks there are, and what runs them. */
@NullMarked
package dev.leash.benchmarks;

import org.jspecify.annotations.NullMarked;
