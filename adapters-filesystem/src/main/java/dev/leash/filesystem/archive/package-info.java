/**
 * The archive port: formats told by their content. Zip and the decoders of others on Commons
 * Compress, XZ for Java and zstd-jni; the headers of tar and 7z by code of our own.
 */
@NullMarked
package dev.leash.filesystem.archive;

import org.jspecify.annotations.NullMarked;
