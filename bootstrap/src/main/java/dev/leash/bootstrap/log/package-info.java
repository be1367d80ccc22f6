/** Logging with Log4j 2: lines for people, JSON for programs. */
@NullMarked
package dev.leash.bootstrap.log;

import org.jspecify.annotations.NullMarked;
