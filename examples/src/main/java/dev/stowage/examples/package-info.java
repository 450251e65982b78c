/** Runnable programs, one for each use. */
@NullMarked
package dev.stowage.examples;

import org.jspecify.annotations.NullMarked;
