/** The walls of the house, and the proof that they hold. */
@NullMarked
package dev.leash.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
