/** The use cases, and the course of one download. */
@NullMarked
package dev.leash.application;

import org.jspecify.annotations.NullMarked;
