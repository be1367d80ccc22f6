/**
 * One race a class: two calls that can come at the same moment, and what may come of it. Each has
 * its planted leak in {@code Leak}, which must make it see what it forbids.
 */
@NullMarked
package dev.leash.stress.races;

import org.jspecify.annotations.NullMarked;
