package dev.stowage.fakes.s3;

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
final class S3Listings {

  static final int LONGEST_PAGE = 1000;

  private final S3Account account;

  S3Listings(S3Account account) {
    this.account = account;
  }

  /**
   * One page.
   *
   * @param last the last name looked at: a key or a common prefix
   */
  record Page(List<FakeBlob> blobs, List<String> prefixes, boolean more, String last) {}

  /** How names are written: as they are, or percent-encoded. */
  record Names(boolean encoded) {
    static Names of(S3Call call) {
      Optional<String> type = call.param("encoding-type");
      if (type.isPresent() && !type.get().equals("url")) {
        throw S3Error.invalidArgument(
            "encoding-type", type.get(), "Invalid Encoding Method specified in Request");
      }
      return new Names(type.isPresent());
    }

    String of(String name) {
      return encoded ? S3Text.listingEncoded(name) : name;
    }
  }

  FakeResponse listV2(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    Names names = Names.of(call);
    String prefix = call.param("prefix").orElse("");
    String delimiter = call.param("delimiter").orElse("");
    Optional<String> token = call.param("continuation-token");
    String after =
        token.isPresent() ? fromToken(token.get()) : call.param("start-after").orElse("");
    int limit = limit(call, "max-keys", LONGEST_PAGE);
    Page page = page(call.request(), bucket, prefix, delimiter, after, limit);
    S3Xml xml = S3Xml.document("ListBucketResult");
    xml.leaf("Name", bucket.name()).leaf("Prefix", names.of(prefix));
    if (call.has("start-after")) {
      xml.leaf("StartAfter", names.of(call.value("start-after")));
    }
    xml.leaf("ContinuationToken", token);
    if (page.more()) {
      xml.leaf("NextContinuationToken", toToken(page.last()));
    }
    xml.leaf("KeyCount", page.blobs().size() + page.prefixes().size()).leaf("MaxKeys", limit);
    if (!delimiter.isEmpty()) {
      xml.leaf("Delimiter", names.of(delimiter));
    }
    boolean owner = call.param("fetch-owner").filter("true"::equals).isPresent();
    return entries(xml, names, page, owner).response(200, "ListBucketResult");
  }

  FakeResponse listV1(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    Names names = Names.of(call);
    String prefix = call.param("prefix").orElse("");
    String delimiter = call.param("delimiter").orElse("");
    String marker = call.param("marker").orElse("");
    int limit = limit(call, "max-keys", LONGEST_PAGE);
    Page page = page(call.request(), bucket, prefix, delimiter, marker, limit);
    S3Xml xml = S3Xml.document("ListBucketResult").leaf("Name", bucket.name());
    xml.leaf("Prefix", names.of(prefix)).leaf("Marker", names.of(marker)).leaf("MaxKeys", limit);
    if (!delimiter.isEmpty()) {
      xml.leaf("Delimiter", names.of(delimiter));
      if (page.more()) {
        xml.leaf("NextMarker", names.of(page.last()));
      }
    }
    return entries(xml, names, page, true).response(200, "ListBucketResult");
  }

  private static S3Xml entries(S3Xml xml, Names names, Page page, boolean owner) {
    if (names.encoded()) {
      xml.leaf("EncodingType", "url");
    }
    xml.leaf("IsTruncated", page.more());
    for (FakeBlob blob : page.blobs()) {
      xml.open("Contents").leaf("Key", names.of(blob.key()));
      xml.leaf("LastModified", S3Text.isoDate(blob.modified()));
      xml.leaf("ETag", S3Text.quoted(blob.etag()));
      for (S3Checksum algorithm : S3Checksum.values()) {
        if (blob.attribute(algorithm.header()).isPresent()) {
          xml.leaf("ChecksumAlgorithm", algorithm.name());
          xml.leaf("ChecksumType", blob.attribute(S3Checksum.TYPE));
        }
      }
      xml.leaf("Size", blob.size());
      if (owner) {
        xml.open("Owner").leaf("ID", "stowage").leaf("DisplayName", "stowage").close("Owner");
      }
      xml.leaf("StorageClass", blob.attribute(S3Attributes.STORAGE_CLASS).orElse("STANDARD"));
      xml.close("Contents");
    }
    for (String prefix : page.prefixes()) {
      xml.open("CommonPrefixes").leaf("Prefix", names.of(prefix)).close("CommonPrefixes");
    }
    return xml;
  }

  private static Page page(
      FakeRequest request,
      FakeBucket bucket,
      String prefix,
      String delimiter,
      String after,
      int limit) {
    List<FakeBlob> blobs = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    int wanted = shortened(request, limit);
    String last = after;
    String rolledUp = rollUp(after, prefix, delimiter).filter(after::equals).orElse("");
    for (String key :
        bucket.keysFrom(FakeBucket.UTF8_ORDER.compare(after, prefix) < 0 ? prefix : after, true)) {
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
        boolean cut = wanted < limit;
        if (cut) {
          request.fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
        }
        return new Page(blobs, prefixes, limit > 0, last);
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

  /** The common prefix that a key is rolled up into, if the delimiter makes one. */
  static Optional<String> rollUp(String key, String prefix, String delimiter) {
    if (delimiter.isEmpty() || !key.startsWith(prefix)) {
      return Optional.empty();
    }
    int at = key.indexOf(delimiter, prefix.length());
    return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
  }

  static int limit(S3Call call, String name, int longest) {
    String text = call.param(name).filter(t -> !t.isEmpty()).orElse("" + longest);
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 0) {
        return Math.min(limit, longest);
      }
    } catch (NumberFormatException e) {
      throw S3Error.invalidArgument(
          name, text, "Provided " + name + " not an integer or within range");
    }
    throw S3Error.invalidArgument(
        name, text, "Argument " + name + " must be an integer between 0 and 2147483647");
  }

  private static String toToken(String last) {
    return Base64.getEncoder().encodeToString(("1" + last).getBytes(StandardCharsets.UTF_8));
  }

  private static String fromToken(String token) {
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.startsWith("1")) {
        return text.substring(1);
      }
    } catch (IllegalArgumentException e) {
      throw badToken();
    }
    throw badToken();
  }

  private static S3Error badToken() {
    return S3Error.invalidArgument(
        "continuation-token", "", "The continuation token provided is incorrect");
  }
}
