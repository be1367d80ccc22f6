/** The archive port: formats told by their content, and zip on Commons Compress. */
@NullMarked
package dev.leash.filesystem.archive;

import org.jspecify.annotations.NullMarked;
