package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Uploads of one request. */
final class GcsWrites {

  private final GcsState state;

  GcsWrites(GcsState state) {
    this.state = state;
  }

  /** What a multipart/related body holds. */
  record Related(Map<?, ?> resource, String contentType, FakeBytes media) {}

  FakeResponse insert(GcsCall call) {
    cutShort(call, call.request().bytes().size());
    if (!call.json()) {
      return put(call);
    }
    String type = call.params().getOrDefault("uploadType", "");
    return switch (type) {
      case "media" -> {
        String name = call.param("name").orElseThrow(() -> GcsError.required("name"));
        String mediaType = call.header("Content-Type").orElse("application/octet-stream");
        yield json(call, name, new Related(Map.of(), mediaType, call.request().bytes()));
      }
      case "multipart" -> {
        Related related = related(call.header("Content-Type").orElse(""), call.request().bytes());
        String name = name(call, related.resource());
        yield json(call, name, related);
      }
      case "" -> throw GcsError.required("uploadType");
      default -> throw GcsError.invalid("Invalid upload type: " + type);
    };
  }

  /** The name stands in the query or in the resource. */
  static String name(GcsCall call, Map<?, ?> resource) {
    Object inside = resource.get("name");
    return call.param("name")
        .or(() -> Optional.ofNullable(inside).map(Object::toString))
        .orElseThrow(() -> GcsError.required("name"));
  }

  private FakeResponse json(GcsCall call, String name, Related related) {
    FakeBucket bucket = state.bucket(call);
    FakeBlob.Builder template =
        GcsMetadata.encrypted(
            GcsMetadata.template(name, related.resource()), call.param("kmsKeyName"));
    FakeBlob bare = template.build();
    if (!bare.headers().containsKey("content-type")) {
      Map<String, String> headers = new java.util.TreeMap<>(bare.headers());
      headers.put("content-type", related.contentType());
      template.headers(headers);
    }
    checkSums(related.resource(), call.request().headers(), related.media());
    GcsConditions.write(call, GcsState.live(bucket, name));
    FakeBytes bytes = call.request().stored(related.media());
    FakeBlob blob = state.store(bucket, template.content(bytes));
    return GcsMetadata.response(
        200,
        GcsFields.select(
            GcsMetadata.resource(bucket, blob), call.params().getOrDefault("fields", "")));
  }

  private FakeResponse put(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    FakeHeaders headers = call.request().headers();
    FakeBlob.Builder template = GcsMetadata.template(call.key(), headers);
    FakeBytes sent = call.request().bytes();
    call.header("x-goog-content-length-range").ifPresent(range -> checkLength(range, sent.size()));
    checkSums(Map.of(), headers, sent);
    GcsConditions.write(call, GcsState.live(bucket, call.key()));
    FakeBlob blob = state.store(bucket, template.content(call.request().stored(sent)));
    return GcsMetadata.identified(FakeResponse.of(200), blob);
  }

  private static void checkLength(String range, long length) {
    String[] ends = range.split(",", -1);
    if (ends.length != 2 || !ends[0].matches("\\d{1,18}") || !ends[1].matches("\\d{1,18}")) {
      throw GcsError.invalid("Invalid x-goog-content-length-range");
    }
    if (length < Long.parseLong(ends[0])) {
      throw new GcsError(
          400, "invalid", "EntityTooSmall", "Your proposed upload is smaller than allowed.");
    }
    if (length > Long.parseLong(ends[1])) {
      throw new GcsError(
          400, "invalid", "EntityTooLarge", "Your proposed upload exceeds the allowed size.");
    }
  }

  /** Compares what was declared, in the resource or in headers, with what came. */
  static void checkSums(Map<?, ?> resource, FakeHeaders headers, FakeBytes bytes) {
    Object crc = resource.get("crc32c");
    Object md5 = resource.get("md5Hash");
    headers.first("Content-MD5").ifPresent(v -> checkSum("MD5", v, GcsText.md5(bytes)));
    if (crc != null) {
      checkSum("CRC32C", crc.toString(), GcsText.crc32c(bytes));
    }
    if (md5 != null) {
      checkSum("MD5", md5.toString(), GcsText.md5(bytes));
    }
    for (String line : headers.all("x-goog-hash")) {
      for (String one : line.split(",", -1)) {
        String hash = one.strip();
        if (hash.startsWith("crc32c=")) {
          checkSum("CRC32C", hash.substring(7), GcsText.crc32c(bytes));
        } else if (hash.startsWith("md5=")) {
          checkSum("MD5", hash.substring(4), GcsText.md5(bytes));
        } else {
          throw GcsError.invalid("Invalid x-goog-hash header");
        }
      }
    }
  }

  private static void checkSum(String algorithm, String declared, String found) {
    if (!declared.equals(found)) {
      throw GcsError.badDigest(
          "Provided "
              + algorithm
              + " \""
              + declared
              + "\" doesn't match calculated "
              + algorithm
              + " \""
              + found
              + "\".");
    }
  }

  /** A fault that refuses uploads from a size on. */
  static void cutShort(GcsCall call, long bytes) {
    Optional<FaultClaim> claim = call.request().fault(FaultKind.REFUSAL_AFTER);
    if (claim.isPresent() && bytes >= claim.get().fault().amount()) {
      claim.get().fire();
      throw GcsProtocol.refused(claim.get().fault());
    }
  }

  static Related related(String contentType, FakeBytes body) {
    int at = contentType.indexOf("boundary=");
    if (!contentType.startsWith("multipart/related") || at < 0) {
      throw GcsError.invalid("The content type must be multipart/related with a boundary.");
    }
    String boundary = contentType.substring(at + 9).replaceAll("^[\"']|[\"']$", "");
    String text = new String(body.toArray(), StandardCharsets.ISO_8859_1);
    String[] pieces = ("\r\n" + text).split("\r\n--" + java.util.regex.Pattern.quote(boundary), -1);
    if (pieces.length != 4 || !pieces[3].startsWith("--")) {
      throw GcsError.invalid("Malformed multipart body.");
    }
    String json = content(pieces[1]);
    String type = "application/octet-stream";
    String head = pieces[2].substring(0, pieces[2].indexOf("\r\n\r\n"));
    for (String line : head.split("\r\n", -1)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-type:")) {
        type = line.substring("content-type:".length()).strip();
      }
    }
    return new Related(
        GcsMetadata.parse(json.getBytes(StandardCharsets.ISO_8859_1)),
        type,
        media(body, text, content(pieces[2])));
  }

  /** What stands between the second empty line and the boundary, one byte to a character. */
  private static FakeBytes media(FakeBytes body, String text, String content) {
    int first = text.indexOf("\r\n\r\n");
    int start = text.indexOf("\r\n\r\n", first + 4) + 4;
    return body.slice(start, start + content.length());
  }

  private static String content(String piece) {
    int end = piece.indexOf("\r\n\r\n");
    if (end < 0) {
      throw GcsError.invalid("Malformed multipart body.");
    }
    return piece.substring(end + 4);
  }
}
