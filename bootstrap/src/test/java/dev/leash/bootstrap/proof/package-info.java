/** Long proofs, by random races and kills, on the daemon as a process of its own. */
@NullMarked
package dev.leash.bootstrap.proof;

import org.jspecify.annotations.NullMarked;
