package dev.leash.filesystem;

import dev.leash.domain.archive.EntryPath;

/**
 * One file or link that is staged.
 *
 * @param path below the destination
 * @param bytes 0 for a link
 */
record StagedFile(EntryPath path, long bytes, boolean link) {}
