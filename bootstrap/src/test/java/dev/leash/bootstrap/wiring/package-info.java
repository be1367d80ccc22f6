/** How the daemon is put together: strictly, and with any adapter in another's place. */
@NullMarked
package dev.leash.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
