/** An HTTP server that does what a test scripts, for the tests of other modules too. */
@NullMarked
package dev.leash.http.testing;

import org.jspecify.annotations.NullMarked;
