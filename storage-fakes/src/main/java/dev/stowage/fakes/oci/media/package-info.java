/**
 * Oracle's Media Flow: jobs that run workflows. Add {@link
 * dev.stowage.fakes.oci.media.FakeMediaFlow} to a {@link dev.stowage.fakes.oci.FakeOci}.
 */
@NullMarked
package dev.stowage.fakes.oci.media;

import org.jspecify.annotations.NullMarked;
