/**
 * Fakes of the ports beside the contract that each shares with its real adapter. Embedders may test
 * with them too.
 */
@NullMarked
package dev.leash.domain.port;

import org.jspecify.annotations.NullMarked;
