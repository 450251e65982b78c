/**
 * Runnable programs, one per use case. Each takes the URL of a store as its argument and uses a
 * store in a temporary directory without one; the build runs them all.
 */
@NullMarked
package dev.stowage.examples;

import org.jspecify.annotations.NullMarked;
