/**
 * The contract of media services. A provider's test implements {@link
 * dev.stowage.conformance.media.MediaJobsContract} and hands in a {@link
 * dev.stowage.conformance.media.MediaHarness}, mostly a {@link
 * dev.stowage.conformance.media.MediaDriverHarness}.
 */
@NullMarked
package dev.stowage.conformance.media;

import org.jspecify.annotations.NullMarked;
