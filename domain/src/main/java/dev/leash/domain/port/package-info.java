/** Ports: what the inside needs of the world, in its own words. */
@NullMarked
package dev.leash.domain.port;

import org.jspecify.annotations.NullMarked;
