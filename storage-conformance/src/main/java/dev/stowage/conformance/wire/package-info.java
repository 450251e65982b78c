/**
 * The kit over a fake of {@code storage-fakes}: its faults happen on the wire. An application that
 * uses this package declares that module.
 */
@NullMarked
package dev.stowage.conformance.wire;

import org.jspecify.annotations.NullMarked;
