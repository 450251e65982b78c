package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** ListObjects and ListObjectsV2. */
final class OssListings {
  private static final int LONGEST_PAGE = 1000;

  private final OssAccount account;

  OssListings(OssAccount account) {
    this.account = account;
  }

  /**
   * One page.
   *
   * @param last the last name looked at: a key or a common prefix
   */
  private record Page(List<FakeBlob> blobs, List<String> prefixes, boolean more, String last) {}

  /** How names are written: as they are, or percent-encoded. */
  record Names(boolean encoded) {
    static Names of(OssCall call) {
      Optional<String> type = call.param("encoding-type");
      if (type.isPresent() && !type.get().equals("url")) {
        throw OssError.invalidArgument("Invalid Encoding Method specified in Request.");
      }
      return new Names(type.isPresent());
    }

    String of(String name) {
      return encoded ? OssText.percentEncoded(name, true) : name;
    }
  }

  FakeResponse list(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    boolean second = call.operation() == OssOperation.LIST_OBJECTS_V2;
    Names names = Names.of(call);
    Optional<String> token = call.param("continuation-token").filter(t -> !t.isEmpty());
    String after =
        second
            ? token.map(OssListings::fromToken).orElse(call.value("start-after"))
            : call.value("marker");
    int limit = limit(call, "max-keys", 100);
    Page page = page(call, bucket, after, limit);
    OssXml xml = OssXml.document("ListBucketResult").leaf("Name", bucket.name());
    xml.leaf("Prefix", names.of(call.value("prefix"))).leaf("MaxKeys", limit);
    xml.leaf("Delimiter", names.of(call.value("delimiter"))).leaf("IsTruncated", page.more());
    if (second) {
      xml.leaf("StartAfter", names.of(call.value("start-after")));
      xml.leaf("ContinuationToken", token.map(names::of));
      xml.leaf("KeyCount", page.blobs().size() + page.prefixes().size());
    } else {
      xml.leaf("Marker", names.of(after));
    }
    if (page.more()) {
      xml.leaf(
          second ? "NextContinuationToken" : "NextMarker",
          names.of(second ? toToken(page.last()) : page.last()));
    }
    if (names.encoded()) {
      xml.leaf("EncodingType", "url");
    }
    for (FakeBlob blob : page.blobs()) {
      xml.open("Contents").leaf("Key", names.of(blob.key()));
      xml.leaf("LastModified", OssText.isoDate(blob.modified()));
      described(xml, blob).close("Contents");
    }
    for (String prefix : page.prefixes()) {
      xml.open("CommonPrefixes").leaf("Prefix", names.of(prefix)).close("CommonPrefixes");
    }
    return xml.response(200, "ListBucketResult");
  }

  /** What every listing says of an object. */
  static OssXml described(OssXml xml, FakeBlob blob) {
    xml.leaf("ETag", OssText.quoted(blob.etag())).leaf("Size", blob.size());
    xml.leaf("Type", blob.attribute(OssAttributes.TYPE).orElse("Normal"));
    return xml.leaf("StorageClass", blob.attribute(OssAttributes.STORAGE_CLASS).orElse("Standard"));
  }

  private static Page page(OssCall call, FakeBucket bucket, String after, int limit) {
    String prefix = call.value("prefix");
    String delimiter = call.value("delimiter");
    List<FakeBlob> blobs = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    int wanted = shortened(call.request(), limit);
    String last = after;
    String rolledUp = rollUp(after, prefix, delimiter).filter(after::equals).orElse("");
    String start = FakeBucket.UTF8_ORDER.compare(after, prefix) < 0 ? prefix : after;
    for (String key : bucket.keysFrom(start, true)) {
      if (!key.startsWith(prefix)) {
        break;
      }
      boolean passed = FakeBucket.UTF8_ORDER.compare(key, after) <= 0;
      boolean covered = !rolledUp.isEmpty() && key.startsWith(rolledUp);
      Optional<FakeBlob> blob = bucket.current(key);
      if (passed || covered || blob.isEmpty()) {
        continue;
      }
      if (blobs.size() + prefixes.size() >= wanted) {
        if (wanted < limit) {
          call.request().fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
        }
        return new Page(blobs, prefixes, true, last);
      }
      Optional<String> common = rollUp(key, prefix, delimiter);
      if (common.isPresent()) {
        rolledUp = common.get();
        prefixes.add(rolledUp);
        last = rolledUp;
      } else {
        blobs.add(blob.get());
        last = key;
      }
    }
    return new Page(blobs, prefixes, false, last);
  }

  /** The page length, unless a fault shortens it. */
  static int shortened(FakeRequest request, int limit) {
    return request
        .fault(FaultKind.SHORT_PAGE)
        .map(claim -> (int) Math.min(limit, claim.fault().amount()))
        .orElse(limit);
  }

  private static Optional<String> rollUp(String key, String prefix, String delimiter) {
    if (delimiter.isEmpty() || !key.startsWith(prefix)) {
      return Optional.empty();
    }
    int at = key.indexOf(delimiter, prefix.length());
    return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
  }

  /** A number of entries from 1 to 1000, as OSS wants it. */
  static int limit(OssCall call, String name, int byDefault) {
    String text = call.param(name).filter(t -> !t.isEmpty()).orElse(Integer.toString(byDefault));
    long limit = text.matches("[0-9]+") ? OssText.number(text) : 0;
    if (limit < 1 || limit > LONGEST_PAGE) {
      throw OssError.invalidArgument(
          "Argument " + name + " must be an integer between 1 and 1000.");
    }
    return (int) limit;
  }

  private static String toToken(String last) {
    return Base64.getEncoder().encodeToString(("2" + last).getBytes(StandardCharsets.UTF_8));
  }

  private static String fromToken(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("2")) {
        return text.substring(1);
      }
    } catch (IllegalArgumentException e) {
      throw badToken();
    }
    throw badToken();
  }

  private static OssError badToken() {
    return OssError.invalidArgument("The continuation token provided is incorrect.");
  }
}
