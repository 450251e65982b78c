/**
 * A complete provider, as small as one can be: the scheme {@code shelf:} keeps blobs in a map.
 *
 * <p>It supports next to nothing that is optional, and that is fine: the portable layer refuses
 * what a driver does not declare, and the contract kit checks that it does. {@code
 * docs/adding-a-provider.md} walks through it.
 */
@NullMarked
package dev.stowage.examples.shelf;

import org.jspecify.annotations.NullMarked;
