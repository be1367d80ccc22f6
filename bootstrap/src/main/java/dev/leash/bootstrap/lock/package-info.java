/** Files that one live process holds. */
@NullMarked
package dev.leash.bootstrap.lock;

import org.jspecify.annotations.NullMarked;
