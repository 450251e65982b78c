/**
 * Oracle Cloud Infrastructure: what its four services have in common.
 *
 * <p>Users meet {@link dev.stowage.oci.OciConfig} and the providers in the packages of the
 * services; the other types here are for those packages.
 */
@NullMarked
package dev.stowage.oci;

import org.jspecify.annotations.NullMarked;
