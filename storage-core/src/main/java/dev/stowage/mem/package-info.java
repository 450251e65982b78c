/**
 * Stores in the memory of the process, under the scheme {@code mem}: for tests, for trying things
 * out, and as the reference for what a provider does.
 */
@NullMarked
package dev.stowage.mem;

import org.jspecify.annotations.NullMarked;
