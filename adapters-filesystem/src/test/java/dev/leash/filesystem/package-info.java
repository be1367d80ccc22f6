/** Tests of the workspace on real files. */
@NullMarked
package dev.leash.filesystem;

import org.jspecify.annotations.NullMarked;
