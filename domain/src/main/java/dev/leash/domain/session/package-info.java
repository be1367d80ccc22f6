/** Sessions: one life of a page, and the line of succession of each scope. */
@NullMarked
package dev.leash.domain.session;

import org.jspecify.annotations.NullMarked;
