package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBytes;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes a request is about, freed of their framing and checked against what was signed.
 *
 * @param trailers checksum trailers by their names in lower case
 */
record S3Payload(FakeBytes bytes, Map<String, String> trailers) {

  private static final String STREAMING = "STREAMING-";

  /** Undoes the framing of a body, and checks hashes, signatures, lengths and digests. */
  static S3Payload of(S3Call call, S3Identity identity) {
    FakeBytes body = call.request().bytes();
    String kind = identity.payload();
    S3Payload payload;
    if (kind.startsWith(STREAMING)) {
      payload = S3Chunks.read(call, identity);
    } else {
      if (!kind.equals(S3Identity.UNSIGNED) && !SigV4.same(kind, SigV4.hash(body))) {
        throw new S3Error(
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.")
            .element("ClientComputedContentSHA256", kind)
            .element("S3ComputedContentSHA256", SigV4.hash(body));
      }
      payload = new S3Payload(body, Map.of());
    }
    payload.checkMd5(call);
    return payload;
  }

  static boolean framed(S3Call call) {
    return call.header("x-amz-content-sha256").filter(v -> v.startsWith(STREAMING)).isPresent();
  }

  private void checkMd5(S3Call call) {
    Optional<String> wanted = call.header("Content-MD5");
    if (wanted.isEmpty()) {
      return;
    }
    byte[] md5;
    try {
      md5 = Base64.getDecoder().decode(wanted.get());
    } catch (IllegalArgumentException e) {
      md5 = new byte[0];
    }
    if (md5.length != 16) {
      throw new S3Error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
    if (!Arrays.equals(md5, bytes.digest("MD5"))) {
      throw new S3Error(
          400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
    }
  }

  /** The checksum that came along, in a header or a trailer, compared with the bytes. */
  Optional<S3Checksum> checksum(S3Call call) {
    Map<S3Checksum, String> given = new LinkedHashMap<>();
    for (String name : call.request().headers().names()) {
      S3Checksum.ofHeader(name).ifPresent(a -> given.put(a, call.header(name).orElse("")));
    }
    trailers.forEach(
        (name, value) -> S3Checksum.ofHeader(name).ifPresent(a -> given.put(a, value)));
    if (given.size() > 1) {
      throw S3Error.invalidRequest(
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    Optional<String> declared = call.header("x-amz-sdk-checksum-algorithm");
    if (given.isEmpty()) {
      if (declared.isPresent()) {
        throw S3Error.invalidRequest(
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or"
                + " x-amz-trailer headers were found.");
      }
      return Optional.empty();
    }
    S3Checksum algorithm = given.keySet().iterator().next();
    if (declared.isPresent() && S3Checksum.named(declared.get()) != algorithm) {
      throw S3Error.invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
    }
    check(algorithm, given.getOrDefault(algorithm, ""), bytes);
    return Optional.of(algorithm);
  }

  static void check(S3Checksum algorithm, String value, FakeBytes bytes) {
    if (!algorithm.wellFormed(value)) {
      throw S3Error.invalidRequest("Value for " + algorithm.header() + " header is invalid.");
    }
    if (!algorithm.of(bytes).equals(value)) {
      throw badDigest(algorithm);
    }
  }

  static S3Error badDigest(S3Checksum algorithm) {
    return new S3Error(
        400,
        "BadDigest",
        "The "
            + algorithm.name().toUpperCase(Locale.ROOT)
            + " you specified did not match the calculated checksum.");
  }
}
