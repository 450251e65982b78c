package dev.stowage.blob;

import java.time.Instant;

/** A multipart upload that was neither completed nor aborted. */
public record PendingUpload(String key, String id, Instant started) {}
