/** The archive port: formats told by their content, zip on Commons Compress, 7z on XZ for Java. */
@NullMarked
package dev.leash.filesystem.archive;

import org.jspecify.annotations.NullMarked;
