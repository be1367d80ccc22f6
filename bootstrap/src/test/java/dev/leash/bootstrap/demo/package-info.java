@NullMarked
package dev.leash.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
