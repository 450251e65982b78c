package dev.stowage.cli;

import dev.stowage.Credentials;
import dev.stowage.config.CredentialsFile;
import dev.stowage.config.SignedUrlPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of a storage configuration besides its url. */
final class ConfigSettings {
  @Option(
      names = {"--credentials", "--credentials-path"},
      paramLabel = "FILE",
      description = {
        "The key of a Google service account (JSON), a JSON object with access_key_id and",
        "secret_access_key, or the CSV file of Amazon's console."
      })
  @Nullable Path credentials;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the store, such as region or endpoint. Repeatable.")
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--signed-urls",
      negatable = true,
      description = "Whether published results come with a signed URL.")
  @Nullable Boolean signedUrls;

  @Option(
      names = "--signed-urls-expiry",
      paramLabel = "TIME",
      converter = CommonOptions.DurationConverter.class,
      description = "How long signed URLs are good for, such as 12h (default 1h).")
  @Nullable Duration expiry;

  Optional<Credentials> read() {
    return Optional.ofNullable(credentials).map(CredentialsFile::read);
  }

  /** The policy after what was said; empty when nothing was. */
  Optional<SignedUrlPolicy> policy(SignedUrlPolicy before) {
    if (signedUrls == null && expiry == null) {
      return Optional.empty();
    }
    SignedUrlPolicy policy = signedUrls == null ? before : before.withEnabled(signedUrls);
    return Optional.of(expiry == null ? policy : policy.withExpiry(expiry));
  }
}
