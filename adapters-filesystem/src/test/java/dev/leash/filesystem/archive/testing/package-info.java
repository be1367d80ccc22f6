/** Forged archives, for tests. */
@NullMarked
package dev.leash.filesystem.archive.testing;

import org.jspecify.annotations.NullMarked;
