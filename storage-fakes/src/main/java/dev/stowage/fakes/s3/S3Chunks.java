package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an aws-chunked body: sizes, chunk signatures, trailers and the trailers' signature. */
final class S3Chunks {

  private static final Set<String> KINDS =
      Set.of(
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
          "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
  private static final String EMPTY_HASH = SigV4.hash(new byte[0]);
  private static final int SMALLEST = 8 << 10;

  private final FakeBytes framed;
  private final byte[] body;
  private final @Nullable SigV4 signer;
  private final String date;
  private final List<FakeBytes> pieces = new ArrayList<>();
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private String signature;
  private int at;

  private S3Chunks(FakeBytes framed, S3Identity identity, boolean signed) {
    this.framed = framed;
    this.body = framed.toArray();
    this.signer = signed ? identity.signer() : null;
    this.date = identity.date();
    this.signature = identity.signature();
  }

  static S3Payload read(S3Call call, S3Identity identity) {
    String kind = identity.payload();
    if (!KINDS.contains(kind)) {
      throw S3Error.invalidArgument(
          "x-amz-content-sha256",
          kind,
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming kind, or a valid sha256 value.");
    }
    S3Chunks chunks = new S3Chunks(call.request().bytes(), identity, !kind.contains("UNSIGNED"));
    chunks.readChunks();
    if (kind.endsWith("-TRAILER")) {
      chunks.readTrailers(call.header("x-amz-trailer").orElse(""));
    }
    return new S3Payload(chunks.checkedLength(call), chunks.trailers);
  }

  private FakeBytes checkedLength(S3Call call) {
    String declared =
        call.header("x-amz-decoded-content-length")
            .orElseThrow(
                () ->
                    new S3Error(
                        411,
                        "MissingContentLength",
                        "You must provide the Content-Length HTTP header."));
    FakeBytes bytes = FakeBytes.joined(pieces);
    if (!declared.equals(Long.toString(bytes.size()))) {
      throw incomplete();
    }
    return bytes;
  }

  private void readChunks() {
    boolean last = false;
    boolean small = false;
    while (!last) {
      String[] head = line().split(";", -1);
      int size = size(head[0]);
      last = size == 0;
      if (small && !last) {
        throw new S3Error(
            403,
            "InvalidChunkSizeError",
            "Only the last chunk is allowed to have a size less than 8192 bytes");
      }
      small = size < SMALLEST;
      FakeBytes data = take(size);
      if (signer != null) {
        String given = head.length > 1 ? head[1] : "";
        String rest = signature + "\n" + EMPTY_HASH + "\n" + SigV4.hash(data);
        checkSignature(
            signer.sign("AWS4-HMAC-SHA256-PAYLOAD", date, rest),
            given.substring(given.indexOf('=') + 1));
      }
      pieces.add(data);
      if (!last && !line().isEmpty()) {
        throw incomplete();
      }
    }
  }

  private void readTrailers(String announced) {
    StringBuilder canonical = new StringBuilder();
    String given = "";
    while (at < body.length) {
      String line = line();
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("x-amz-trailer-signature")) {
        given = value;
      } else {
        trailers.put(name, value);
        canonical.append(name).append(':').append(value).append('\n');
      }
    }
    for (String name : announced.split(",", -1)) {
      String wanted = name.strip().toLowerCase(Locale.ROOT);
      if (!wanted.isEmpty() && !trailers.containsKey(wanted)) {
        throw malformedTrailer();
      }
    }
    if (trailers.keySet().stream().anyMatch(name -> !announced.contains(name))) {
      throw malformedTrailer();
    }
    if (signer != null) {
      String hash = SigV4.hash(canonical.toString().getBytes(StandardCharsets.ISO_8859_1));
      checkSignature(signer.sign("AWS4-HMAC-SHA256-TRAILER", date, signature + "\n" + hash), given);
    }
  }

  private void checkSignature(String expected, String given) {
    if (!SigV4.same(expected, given)) {
      throw new S3Error(
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided. Check"
              + " your key and signing method.");
    }
    signature = given;
  }

  private FakeBytes take(int size) {
    if (size > body.length - at) {
      throw incomplete();
    }
    FakeBytes data = framed.slice(at, at + size);
    at += size;
    return data;
  }

  private String line() {
    int end = at;
    while (end < body.length && body[end] != '\n') {
      end++;
    }
    if (end == body.length && end == at) {
      throw incomplete();
    }
    String line = new String(body, at, end - at, StandardCharsets.ISO_8859_1);
    at = Math.min(end + 1, body.length);
    return line.strip();
  }

  private static int size(String text) {
    try {
      int size = Integer.parseInt(text, 16);
      if (size < 0) {
        throw incomplete();
      }
      return size;
    } catch (NumberFormatException e) {
      throw incomplete();
    }
  }

  private static S3Error incomplete() {
    return new S3Error(
        400, "IncompleteBody", "The request body terminated unexpectedly or is not well framed");
  }

  private static S3Error malformedTrailer() {
    return new S3Error(
        400,
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our"
            + " published schema.");
  }
}
