package dev.stowage.spi;

import dev.stowage.media.MediaBlob;

/** Where the jobs of an embedded driver find their inputs and put their outputs. Thread-safe. */
public interface MediaFiles {
  boolean exists(MediaBlob blob);

  /** Writes a blob whole, replacing one that is there. */
  void write(MediaBlob blob, byte[] content);
}
