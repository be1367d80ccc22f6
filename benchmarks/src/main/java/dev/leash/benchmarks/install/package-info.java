/** Measures whole installations, from the URL to the tree, beside what people use instead. */
@NullMarked
package dev.leash.benchmarks.install;

import org.jspecify.annotations.NullMarked;
