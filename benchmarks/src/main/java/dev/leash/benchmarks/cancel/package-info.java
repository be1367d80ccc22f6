/** How promptly the leash pulls: what a new session does to the downloads of the one before. */
@NullMarked
package dev.leash.benchmarks.cancel;

import org.jspecify.annotations.NullMarked;
