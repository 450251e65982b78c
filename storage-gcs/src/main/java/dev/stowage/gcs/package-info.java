/**
 * Google Cloud Storage: {@code gs://bucket/prefix}. {@link dev.stowage.gcs.GcsProvider} opens
 * stores, {@link dev.stowage.gcs.GcsConfig} says how; {@link dev.stowage.gcs.GcsObjects} is what
 * this service has and others have not: holds, retention, soft deletion, resumable sessions.
 */
@NullMarked
package dev.stowage.gcs;

import org.jspecify.annotations.NullMarked;
