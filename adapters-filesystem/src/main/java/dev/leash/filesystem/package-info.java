/** Workspace on java.nio.file: where downloads may go, staging, publishing by rename, sweeping. */
@NullMarked
package dev.leash.filesystem;

import org.jspecify.annotations.NullMarked;
