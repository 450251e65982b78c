package dev.stowage.s3;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.http.HttpHeaders;
import dev.stowage.spi.BlobContent;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which checksum goes where. Amazon's way is a checksum of the caller's choice, in a header when it
 * is known before the bytes and in a trailer when it is not. Services that do not know this have at
 * least an ETag that is the MD5 of what was put in one piece.
 */
final class Sums {
  /** How the checksum of one content travels. */
  enum Way {
    NONE,
    HEADER,
    TRAILER
  }

  /**
   * The plan of one write.
   *
   * @param algorithm of the trailer; of nothing when there is none
   * @param headers that carry or announce the checksum
   */
  record Plan(Way way, @Nullable ChecksumAlgorithm algorithm, Map<String, String> headers) {}

  private static final Plan NOTHING = new Plan(Way.NONE, null, Map.of());
  private static final Pattern MD5_ETAG = Pattern.compile("\"?[0-9a-f]{32}\"?");
  private static final ChecksumAlgorithm[] KEPT = {
    ChecksumAlgorithm.CRC32C,
    ChecksumAlgorithm.CRC32,
    ChecksumAlgorithm.CRC64NVME,
    ChecksumAlgorithm.SHA256,
    ChecksumAlgorithm.SHA1
  };

  private static final Map<ChecksumAlgorithm, String> HEADERS =
      new EnumMap<>(ChecksumAlgorithm.class);

  static {
    for (ChecksumAlgorithm one : ChecksumAlgorithm.values()) {
      HEADERS.put(one, "x-amz-checksum-" + one.name().toLowerCase(Locale.ROOT));
    }
  }

  private final @Nullable ChecksumAlgorithm algorithm;
  private final boolean amazon;

  Sums(S3Config config) {
    algorithm = config.checksum().orElse(null);
    amazon = !config.compatible();
  }

  /** Decides before any byte is taken, and says to the content what will be asked of it. */
  Plan plan(BlobContent content) {
    if (algorithm == null) {
      return NOTHING;
    }
    if (algorithm != ChecksumAlgorithm.MD5) {
      Optional<Checksum> known = content.before(algorithm);
      if (known.isPresent()) {
        return new Plan(Way.HEADER, algorithm, Map.of(header(algorithm), known.get().base64()));
      }
      if (amazon) {
        content.require(algorithm);
        return new Plan(Way.TRAILER, algorithm, Map.of());
      }
    }
    if (content.inMemory().isPresent()) {
      return NOTHING; // The portable layer computes the MD5 of the ETag when it compares.
    }
    Optional<Checksum> declared = content.before(ChecksumAlgorithm.MD5);
    if (declared.isPresent()) {
      return new Plan(Way.HEADER, null, Map.of("content-md5", declared.get().base64()));
    }
    content.require(ChecksumAlgorithm.MD5);
    return NOTHING;
  }

  /** The algorithm of uploads in parts, whose parts must all have the same. */
  Optional<ChecksumAlgorithm> ofUploads() {
    return amazon && algorithm != ChecksumAlgorithm.MD5
        ? Optional.ofNullable(algorithm)
        : Optional.empty();
  }

  /** Whether the service can say the checksum of a whole that came in parts. */
  static boolean spansParts(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC32C, CRC32, CRC64NVME -> true;
      case CRC64XZ, SHA256, SHA1, MD5 -> false;
    };
  }

  /** Whether to ask for checksums when reading. */
  boolean asksForThem() {
    return algorithm != null && algorithm != ChecksumAlgorithm.MD5;
  }

  boolean comparesEtags() {
    return algorithm == ChecksumAlgorithm.MD5;
  }

  static String header(ChecksumAlgorithm algorithm) {
    return HEADERS.getOrDefault(algorithm, "");
  }

  static String element(ChecksumAlgorithm algorithm) {
    return "Checksum" + algorithm.name();
  }

  /** The checksums of a whole blob that a reply vouches for. */
  Map<ChecksumAlgorithm, Checksum> of(HttpHeaders headers) {
    if (algorithm == null) {
      return Map.of();
    }
    boolean composite =
        headers.first("x-amz-checksum-type").map("COMPOSITE"::equalsIgnoreCase).orElse(false);
    Map<ChecksumAlgorithm, Checksum> found =
        composite ? Map.of() : collect(a -> headers.first(header(a)).orElse(null));
    if (!found.isEmpty()) {
      return found;
    }
    String etag = headers.first("ETag").orElse("");
    boolean secret =
        headers.first("x-amz-server-side-encryption").orElse("").startsWith("aws:")
            || headers.contains("x-amz-server-side-encryption-customer-algorithm");
    return secret || !MD5_ETAG.matcher(etag).matches()
        ? Map.of()
        : Map.of(ChecksumAlgorithm.MD5, md5(etag));
  }

  /** The checksums among the elements of a reply. */
  Map<ChecksumAlgorithm, Checksum> of(Map<String, String> fields) {
    return algorithm == null || "COMPOSITE".equals(fields.get("ChecksumType"))
        ? Map.of()
        : collect(a -> fields.get(element(a)));
  }

  /** The checksums of one part among those of a listing. */
  Map<ChecksumAlgorithm, Checksum> ofPart(String etag, Map<String, String> fields) {
    Map<ChecksumAlgorithm, Checksum> found = of(fields);
    return comparesEtags() && isMd5(etag) ? Map.of(ChecksumAlgorithm.MD5, md5(etag)) : found;
  }

  /**
   * What the reply to a write acknowledges. Amazon has compared our checksum before it answered; an
   * ETag beside it is not computed once more.
   */
  Map<ChecksumAlgorithm, Checksum> acknowledged(HttpHeaders reply) {
    Map<ChecksumAlgorithm, Checksum> all = new EnumMap<>(ChecksumAlgorithm.class);
    all.putAll(of(reply));
    if (amazon && !comparesEtags()) {
      all.remove(ChecksumAlgorithm.MD5);
    }
    return all;
  }

  private static Checksum md5(String etag) {
    return new Checksum(ChecksumAlgorithm.MD5, etag.replace("\"", ""));
  }

  /** A value of the form {@code checksum-parts} is a checksum of checksums. */
  private static Map<ChecksumAlgorithm, Checksum> collect(
      Function<ChecksumAlgorithm, @Nullable String> lookup) {
    Map<ChecksumAlgorithm, Checksum> found = new EnumMap<>(ChecksumAlgorithm.class);
    for (ChecksumAlgorithm one : KEPT) {
      String value = lookup.apply(one);
      if (value != null && value.length() == (one.length() + 2) / 3 * 4) {
        found.put(one, Checksum.ofBase64(one, value));
      }
    }
    return found;
  }

  static boolean isMd5(String etag) {
    return MD5_ETAG.matcher(etag).matches();
  }
}
