package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeCrc;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** The checksums that the service computes, and compares with those a client sends. */
final class ObjectSums {
  static final String CRC = "opc-content-crc32c";

  private ObjectSums() {}

  static byte[] md5(FakeBytes bytes) {
    return bytes.digest("MD5");
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String crc32c(FakeBytes bytes) {
    int crc = (int) bytes.crc(FakeCrc.CRC32C);
    return base64(ByteBuffer.allocate(4).putInt(crc).array());
  }

  /**
   * Whether the client wants the checksum that costs little, beside the MD5 that is always there.
   */
  static boolean wanted(OciRequest request) {
    Optional<String> algorithm = request.header("opc-checksum-algorithm");
    if (algorithm.isPresent() && !algorithm.get().equalsIgnoreCase("CRC32C")) {
      throw OciError.invalidParameter("This fake computes no " + algorithm.get());
    }
    if (request.header(CRC).isPresent() && algorithm.isEmpty()) {
      throw OciError.invalidParameter(
          "opc-content-crc32c is applicable only with opc-checksum-algorithm CRC32C");
    }
    return algorithm.isPresent();
  }

  /** Compares what came with what the client says of it. */
  static void check(OciRequest request) {
    String md5 = base64(md5(request.bytes()));
    String sentMd5 = request.header("Content-MD5").orElse(md5);
    if (!sentMd5.equals(md5)) {
      throw new OciError(
          400,
          "UnmatchedContentMD5",
          "The computed MD5 of the request body ("
              + md5
              + ") does not match the Content-MD5 header ("
              + sentMd5
              + ")");
    }
    if (wanted(request)) {
      String crc = crc32c(request.bytes());
      String sent = request.header(CRC).orElse(crc);
      if (!sent.equals(crc)) {
        throw new OciError(
            400,
            "UnmatchedContentCRC32C",
            "The computed CRC32C of the request body ("
                + crc
                + ") does not match the opc-content-crc32c header ("
                + sent
                + ")");
      }
    }
  }
}
