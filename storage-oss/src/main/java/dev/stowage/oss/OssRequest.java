package dev.stowage.oss;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request before it is signed.
 *
 * @param bucket empty for the account itself
 * @param key null for the bucket itself
 * @param query what has no value has the empty one
 * @param headers by lower-case name
 */
record OssRequest(
    String method,
    String bucket,
    @Nullable String key,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable OssBody body) {
  OssRequest withBody(OssBody value) {
    return new OssRequest(method, bucket, key, query, headers, value);
  }
}
