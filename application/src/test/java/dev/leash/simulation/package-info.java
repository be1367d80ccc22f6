/** The world in which the application is simulated: its ports, its pages, and who watches. */
@NullMarked
package dev.leash.simulation;

import org.jspecify.annotations.NullMarked;
