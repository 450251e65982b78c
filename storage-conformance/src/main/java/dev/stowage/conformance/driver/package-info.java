/**
 * Faults, a request log and a clock that stand between the portable layer and a driver, so that
 * what goes wrong on a wire can also be played on a store that has none. Shared by the kits of
 * secrets, media jobs and functions.
 */
@NullMarked
package dev.stowage.conformance.driver;

import org.jspecify.annotations.NullMarked;
