/**
 * Object Storage of Oracle Cloud Infrastructure: {@code oci://bucket@namespace/prefix}.
 *
 * <p>Users open it by URL, or through {@link dev.stowage.oci.objects.OciObjectsProvider} with an
 * {@link dev.stowage.oci.objects.OciObjectsConfig}. What the service has beyond the portable API is
 * in {@link dev.stowage.oci.objects.OciBucket}, which {@code unwrap} gives.
 */
@NullMarked
package dev.stowage.oci.objects;

import org.jspecify.annotations.NullMarked;
