/** The daemon, and the commands that talk to it, as processes of their own. */
@NullMarked
package dev.leash.bootstrap.process;

import org.jspecify.annotations.NullMarked;
