package dev.stowage.blob;

/**
 * One version of a blob, or the mark of its deletion.
 *
 * @param info key, size, etag, modified time and {@link BlobInfo#version()} of it
 * @param latest whether it is what a plain read sees
 * @param deleteMarker whether it says that the blob was deleted
 */
public record BlobVersion(BlobInfo info, boolean latest, boolean deleteMarker) {}
