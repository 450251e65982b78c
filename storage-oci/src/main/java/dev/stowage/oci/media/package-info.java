/**
 * Oracle's Media Flow as {@link dev.stowage.media.MediaJobs}: {@code
 * oci-media://bucket?compartment=ocid1…}.
 *
 * <p>Users meet {@link dev.stowage.oci.media.OciMediaConfig} and {@link
 * dev.stowage.oci.media.OciMediaProvider}, and {@link dev.stowage.oci.media.OciMediaFlow} for
 * workflows.
 */
@NullMarked
package dev.stowage.oci.media;

import org.jspecify.annotations.NullMarked;
