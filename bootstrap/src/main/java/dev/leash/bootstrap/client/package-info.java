/** A client of the socket, for the command line and the demo. */
@NullMarked
package dev.leash.bootstrap.client;

import org.jspecify.annotations.NullMarked;
