/** Object Storage behind {@link dev.stowage.fakes.oci.FakeOci}. */
@NullMarked
package dev.stowage.fakes.oci.objects;

import org.jspecify.annotations.NullMarked;
