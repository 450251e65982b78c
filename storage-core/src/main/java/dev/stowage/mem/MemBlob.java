package dev.stowage.mem;

import dev.stowage.blob.BlobInfo;

/** One version of a blob, or the mark of its deletion. */
record MemBlob(BlobInfo info, byte[] content, boolean deleteMarker) {}
