package dev.stowage.oss;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.net.URI;

/**
 * How functions of one account are reached, and where code is put on its way to them.
 *
 * @param account its number
 * @param region where the functions are
 * @param endpoint that of Function Compute
 * @param stagingBucket where code is put that a request cannot hold; empty for nowhere
 * @param stagingPrefix of its keys there
 * @param keepStaged whether it stays there
 */
record FcConfig(
    String account,
    String region,
    URI endpoint,
    String stagingBucket,
    String stagingPrefix,
    boolean keepStaged) {
  static FcConfig of(StorageUrl url, OssConfig oss) {
    String account = url.container();
    if (!account.matches("[0-9]+") || !url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "the URL names an account by its number and nothing else: alibaba-fc://1234567890");
    }
    String region = oss.region().orElseThrow();
    String place = region + (oss.internal() ? "-internal" : "");
    URI endpoint =
        url.param("fc-endpoint")
            .map(text -> OssConfig.uri("fc-endpoint", text))
            .orElseGet(() -> URI.create("https://" + account + "." + place + ".fc.aliyuncs.com"));
    String staging = url.param("staging").orElse("");
    int slash = staging.indexOf('/');
    String bucket = slash < 0 ? staging : staging.substring(0, slash);
    String prefix = slash < 0 ? "" : staging.substring(slash + 1);
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      prefix = prefix + "/";
    }
    return new FcConfig(
        account, region, endpoint, bucket, prefix, OssConfig.flag(url, "keep-staged"));
  }

  boolean stages() {
    return !stagingBucket.isEmpty();
  }
}
