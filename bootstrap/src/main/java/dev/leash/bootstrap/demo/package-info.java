/** The main job where anyone can watch it: an origin, a daemon and a page in one process. */
@NullMarked
package dev.leash.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
