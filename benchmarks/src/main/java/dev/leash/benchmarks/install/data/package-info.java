/** What {@code bench install} downloads: content drawn from a seed, archives of it, manifests. */
@NullMarked
package dev.leash.benchmarks.install.data;

import org.jspecify.annotations.NullMarked;
