/** What a person is told, however often it happens, now and then. */
@NullMarked
package dev.leash.bootstrap.notice;

import org.jspecify.annotations.NullMarked;
