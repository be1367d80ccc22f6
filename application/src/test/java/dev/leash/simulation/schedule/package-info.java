/** Runs code on threads that a seed schedules, without the code's knowing. */
@NullMarked
package dev.leash.simulation.schedule;

import org.jspecify.annotations.NullMarked;
