/** Puts the daemon together, and starts and stops it. */
@NullMarked
package dev.leash.bootstrap;

import org.jspecify.annotations.NullMarked;
