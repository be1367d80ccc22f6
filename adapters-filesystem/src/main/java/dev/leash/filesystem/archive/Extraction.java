package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ExtractionBudget;
import dev.leash.domain.port.Archive.Listener;
import dev.leash.domain.port.Archive.Options;
import dev.leash.domain.port.Tree;

/**
 * One extraction: from where, to where, how.
 *
 * @param look what the file's start looks like
 * @param budget what it has used of its limits
 */
record Extraction(
    Look look,
    ArrivingBytes source,
    Tree tree,
    Options options,
    Listener listener,
    ExtractionBudget budget) {}
