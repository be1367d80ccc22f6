/** Tests of the gateway, from outside; and the page's side of it. */
@NullMarked
package dev.leash.bootstrap.web;

import org.jspecify.annotations.NullMarked;
