/**
 * Archives: what an entry may be named, how large a tree may grow, and what is wrong with one that
 * is refused.
 */
@NullMarked
package dev.leash.domain.archive;

import org.jspecify.annotations.NullMarked;
