/** The archive port: formats told by their content, zip on Commons Compress, and tar. */
@NullMarked
package dev.leash.filesystem.archive;

import org.jspecify.annotations.NullMarked;
