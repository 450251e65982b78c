package dev.stowage.cli;

import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.WriteCondition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How an object is written. */
final class WriteOptions {
  /** At most one of them. */
  static final class Condition {
    @Option(names = "--if-absent", description = "Only if nothing is there (exit code 4 if so).")
    boolean ifAbsent;

    @Option(
        names = "--if-match",
        paramLabel = "ETAG",
        description = "Only if the object has this etag (exit code 4 if not).")
    @Nullable String ifMatch;
  }

  @ArgGroup(exclusive = true)
  @Nullable Condition condition;

  @Option(
      names = "--content-type",
      paramLabel = "TYPE",
      description = "Media type; by default guessed from the key.")
  @Nullable String contentType;

  @Option(names = "--content-encoding", paramLabel = "CODING", description = "Such as gzip.")
  @Nullable String contentEncoding;

  @Option(names = "--content-language", paramLabel = "LANG", description = "Such as en.")
  @Nullable String contentLanguage;

  @Option(names = "--content-disposition", paramLabel = "TEXT", description = "Such as attachment.")
  @Nullable String contentDisposition;

  @Option(names = "--cache-control", paramLabel = "TEXT", description = "Such as max-age=60.")
  @Nullable String cacheControl;

  @Option(names = "--metadata", paramLabel = "NAME=VALUE", description = "User metadata.")
  Map<String, String> metadata = new LinkedHashMap<>();

  @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "A tag of the object.")
  Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--storage-class",
      paramLabel = "CLASS",
      description = "The provider's own word, such as STANDARD_IA.")
  @Nullable String storageClass;

  PutOptions toPutOptions() {
    PutOptions options =
        PutOptions.defaults()
            .withHeaders(
                BlobHeaders.none()
                    .withContentType(contentType)
                    .withContentEncoding(contentEncoding)
                    .withContentLanguage(contentLanguage)
                    .withContentDisposition(contentDisposition)
                    .withCacheControl(cacheControl))
            .withContentTypeByName()
            .withMetadata(metadata)
            .withTags(tags);
    if (condition != null) {
      options =
          options.withCondition(
              condition.ifMatch == null
                  ? WriteCondition.ifAbsent()
                  : WriteCondition.ifMatch(condition.ifMatch));
    }
    return storageClass == null ? options : options.withStorageClass(storageClass);
  }
}
