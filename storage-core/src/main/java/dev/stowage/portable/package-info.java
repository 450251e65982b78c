/**
 * The portable layer: everything that must be the same on every provider, written once.
 *
 * <p>Not exported. It stands between the interfaces that users see and the drivers of {@link
 * dev.stowage.spi}: argument checks, conditions, retry, deadlines, integrity, error translation,
 * telemetry.
 */
@NullMarked
package dev.stowage.portable;

import org.jspecify.annotations.NullMarked;
