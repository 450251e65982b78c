package dev.stowage.blob;

import java.util.List;

/**
 * One upload in parts. Thread-safe: parts may be sent at the same time and in any order. It holds
 * nothing that needs closing.
 */
public interface MultipartUpload {
  String key();

  /** The service's name for it, good for another process. */
  String id();

  /** Sends one part of known size, replacing one with the same number. Numbers start at 1. */
  UploadPart put(int number, BlobBody body);

  /** The parts that the service has, in order of number. */
  List<UploadPart> parts();

  /**
   * Publishes the blob from these parts, in order of number. Fails with {@code INTEGRITY_FAILURE}
   * when the service vouches for other bytes than were sent.
   */
  PutResult complete(List<UploadPart> parts);

  /**
   * As {@link #complete(List)}, given a checksum of the whole: the service is told it where it can
   * check it, and what it vouches for is compared with it.
   */
  PutResult complete(List<UploadPart> parts, Checksum whole);

  /** Gives everything up; does nothing when it is gone already. */
  void abort();
}
