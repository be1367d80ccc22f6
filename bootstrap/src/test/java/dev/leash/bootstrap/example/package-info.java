/** What an embedder writes who swaps an adapter; docs/embedding.md quotes it. */
@NullMarked
package dev.leash.bootstrap.example;

import org.jspecify.annotations.NullMarked;
