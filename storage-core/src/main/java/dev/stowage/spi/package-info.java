/**
 * What a provider implements: one provider interface per service to be found by, and one narrow
 * driver interface per service to be called through.
 *
 * <p>A driver is a thin, honest translation of one service. It may assume that arguments were
 * checked, that conditions it is given are among its capabilities, and that a body it is given has
 * the size it says. It lets the exceptions of its SDK escape; {@code classify} says what they mean.
 * It never retries, never logs and rethrows, never turns a failure into an empty answer. Everything
 * that is the same for all providers is done once, in the portable layer above.
 */
@NullMarked
package dev.stowage.spi;

import org.jspecify.annotations.NullMarked;
