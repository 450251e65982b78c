/** The contract kit: what every provider must do, as tests. */
@NullMarked
package dev.stowage.conformance;

import org.jspecify.annotations.NullMarked;
