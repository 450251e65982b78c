package dev.stowage.local;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.KeyRule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How keys become files, and where what is known of a blob is kept. Stateless. */
interface Layout {
  /** The word in URLs and in the marker. */
  String name();

  KeyRule keyRule();

  /** The file of a legal key. */
  Path file(String key) throws IOException;

  /** Whether headers, metadata and tags can be kept with a blob. */
  boolean keepsAttributes();

  /**
   * Opens a blob.
   *
   * @throws java.nio.file.NoSuchFileException when there is none
   */
  OpenBlob open(String key, Path file) throws IOException;

  /** What is known of a blob; otherwise as {@link #open}. */
  BlobInfo info(String key, Path file) throws IOException;

  /** As {@link #info}, but what is damaged is described as far as it can be, so that it shows. */
  BlobInfo listed(String key, Path file) throws IOException;

  /**
   * Completes a temporary file, which holds the content, with what is to be known of it.
   *
   * @return the info as a read will give it
   */
  BlobInfo seal(FileChannel content, Path temporary, BlobInfo draft) throws IOException;

  /** Whether a blob is there. */
  boolean isBlob(Path file) throws IOException;

  /** Checks, just before a file is renamed to its place, whether it may be there. */
  void checkPlace(String key, Path file) throws IOException;

  /**
   * The bytes by which a directory entry is sorted among its siblings, so that the order of entries
   * is the order of keys; null for what is no part of the store.
   */
  byte @Nullable [] sortName(Path entry) throws IOException;

  Step.Kind kind(byte[] sortName);

  Path child(Path directory, byte[] sortName);

  /** The longest key that the rule admits, in bytes. */
  int maxKeyBytes();

  /**
   * An open blob; the content starts at offset 0 of the channel.
   *
   * @param tail the end of the file, which was read anyway; may be empty
   * @param tailStart where in the file it begins
   */
  record OpenBlob(BlobInfo info, FileChannel channel, byte[] tail, long tailStart) {}

  /** One entry that a walk meets. */
  record Step(Kind kind, byte[] bytes, Path file) {
    enum Kind {
      BLOB,
      DIRECTORY,
      CHUNK
    }
  }
}
