package dev.leash.filesystem;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What lies in staging to be published.
 *
 * @param tree the newest tree, where one was asked for
 * @param archive where the archive's bytes are
 * @param space tells why there is no room
 */
record Staged(StagingFolder folder, Optional<StagedTree> tree, Path archive, Space space) {}
