/** What the tests of several modules share beside the fakes. */
@NullMarked
package dev.leash.domain.testing;

import org.jspecify.annotations.NullMarked;
