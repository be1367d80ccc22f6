/** The command line. */
@NullMarked
package dev.leash.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
