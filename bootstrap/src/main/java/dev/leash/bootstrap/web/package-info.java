/** The WebSocket gateway: pages on the loopback, in front of the same methods as the socket. */
@NullMarked
package dev.leash.bootstrap.web;

import org.jspecify.annotations.NullMarked;
