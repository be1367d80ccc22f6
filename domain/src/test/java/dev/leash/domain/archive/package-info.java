/** Tests of the rules of archives. */
@NullMarked
package dev.leash.domain.archive;

import org.jspecify.annotations.NullMarked;
