/** Tests of the transfer on HttpClient 5, against real sockets. */
@NullMarked
package dev.leash.http;

import org.jspecify.annotations.NullMarked;
