/** The state directory: its lock, and the counter that outlives a restart. */
@NullMarked
package dev.leash.bootstrap.state;

import org.jspecify.annotations.NullMarked;
