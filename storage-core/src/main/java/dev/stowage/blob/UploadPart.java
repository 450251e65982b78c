package dev.stowage.blob;

import java.util.Map;

/**
 * One part that the service has.
 *
 * @param number from 1
 * @param size bytes
 * @param etag what completing needs
 * @param checksums of the part, as the service acknowledged them
 */
public record UploadPart(
    int number, long size, String etag, Map<ChecksumAlgorithm, Checksum> checksums) {
  public UploadPart {
    checksums = Map.copyOf(checksums);
  }
}
