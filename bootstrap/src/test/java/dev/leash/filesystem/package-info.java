/** What the tests of the whole daemon need of the inside of the workspace. */
@NullMarked
package dev.leash.filesystem;

import org.jspecify.annotations.NullMarked;
