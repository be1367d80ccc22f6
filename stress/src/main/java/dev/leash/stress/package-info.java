/** The command {@code ./leash stress}: runs the races, and the proof that they see leaks. */
@NullMarked
package dev.leash.stress;

import org.jspecify.annotations.NullMarked;
