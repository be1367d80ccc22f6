/** Downloads: what was asked for, the states of its life, and the ways in which it ends. */
@NullMarked
package dev.leash.domain.download;

import org.jspecify.annotations.NullMarked;
