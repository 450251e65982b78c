package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.PutOptions;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is checked of keys and options before any request, on every provider alike. */
final class BlobArguments {
  /** Metadata that this library writes itself. */
  static final String RESERVED_PREFIX = "stowage-";

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[!#$&^_.+0-9A-Za-z-]+/[!#$&^_.+0-9A-Za-z-]+"
              + "(\\s*;\\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+=([!#$%&'*+.^_`|~0-9A-Za-z-]+|\"[^\"]*\"))*");

  private final BlobCore core;

  BlobArguments(BlobCore core) {
    this.core = core;
  }

  /** Checks what a caller gave as a key, before a prefix is put in front of it. */
  void key(String operation, @Nullable String key) {
    core.calls().checkOpen(Call.idempotent(operation, key));
    if (key == null || key.isEmpty()) {
      throw bad(operation, key, "the key is " + (key == null ? "null" : "empty"));
    }
    text(operation, key, "the key");
  }

  /** Checks the whole key against the rules of the service. */
  void fullKey(String operation, String key) {
    Optional<String> problem = core.capabilities().limits().keyRule().problem(key);
    if (problem.isPresent()) {
      throw core.calls()
          .failure(Call.idempotent(operation, key), ErrorCode.INVALID_KEY, problem.get())
          .build();
    }
  }

  /** Checks a prefix, a delimiter or a start of a listing. */
  void text(String operation, @Nullable String text, String what) {
    if (text == null) {
      throw bad(operation, null, what + " is null");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw bad(operation, null, what + " holds half of a surrogate pair, which is no character");
    }
  }

  /** The options with what must be normalised normalised, or refused. */
  PutOptions put(String operation, String key, PutOptions options) {
    BlobCapabilities can = core.capabilities();
    Call call = Call.idempotent(operation, key);
    if (options.condition().isIfAbsent()) {
      core.need(call, BlobFeature.CREATE_ONLY, "create-only writes");
    }
    if (options.condition().etag().isPresent()) {
      core.need(call, BlobFeature.REPLACE_IF_MATCH, "writes under an etag condition");
    }
    if (!options.tags().isEmpty()) {
      core.need(call, BlobFeature.TAGS, "tags");
    }
    if (options.storageClass().isPresent()) {
      core.need(call, BlobFeature.STORAGE_CLASSES, "storage classes");
    }
    PutOptions checked = options.withHeaders(headers(call, options));
    if (!options.metadata().isEmpty()) {
      core.need(call, BlobFeature.METADATA, "metadata");
      checked = checked.withMetadata(metadata(call, options.metadata(), can));
    }
    return checked;
  }

  private BlobHeaders headers(Call call, PutOptions options) {
    BlobHeaders headers = options.headers();
    if (headers.contentType().isEmpty() && options.contentTypeByName()) {
      String guess = URLConnection.guessContentTypeFromName(call.key());
      headers = headers.withContentType(guess);
    }
    headers
        .contentType()
        .ifPresent(
            type -> {
              if (!MEDIA_TYPE.matcher(type).matches()) {
                throw bad(call, "\"" + type + "\" is not a media type such as text/plain");
              }
            });
    headerValue(call, "content encoding", headers.contentEncoding());
    headerValue(call, "content language", headers.contentLanguage());
    headerValue(call, "content disposition", headers.contentDisposition());
    headerValue(call, "cache control", headers.cacheControl());
    boolean more =
        headers.contentEncoding().isPresent()
            || headers.contentLanguage().isPresent()
            || headers.contentDisposition().isPresent()
            || headers.cacheControl().isPresent();
    if (more || headers.contentType().isPresent()) {
      core.need(call, BlobFeature.HEADERS, "stored headers");
    }
    return headers;
  }

  private void headerValue(Call call, String what, Optional<String> value) {
    if (value.isPresent() && value.get().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw bad(call, what + " holds a control character");
    }
  }

  private Map<String, String> metadata(Call call, Map<String, String> given, BlobCapabilities can) {
    Map<String, String> lower = new LinkedHashMap<>();
    int bytes = 0;
    for (Map.Entry<String, String> entry : given.entrySet()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if (!TOKEN.matcher(name).matches()) {
        throw bad(call, "metadata name \"" + entry.getKey() + "\"; letters, digits and - are safe");
      }
      if (name.startsWith(RESERVED_PREFIX)) {
        throw bad(call, "metadata names that start with " + RESERVED_PREFIX + " are reserved");
      }
      if (lower.put(name, entry.getValue()) != null) {
        throw bad(call, "metadata name \"" + name + "\" stands twice when case is ignored");
      }
      metadataValue(call, name, entry.getValue(), can.limits().unicodeMetadata());
      bytes += name.length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > can.limits().maxMetadataBytes()) {
      throw bad(
          call, "metadata has " + bytes + " bytes; at most " + can.limits().maxMetadataBytes());
    }
    return lower;
  }

  private void metadataValue(Call call, String name, String value, boolean unicode) {
    text(call.operation(), value, "metadata value of " + name);
    boolean survives =
        unicode || value.chars().allMatch(c -> c >= ' ' && c < 0x7f) && value.equals(value.strip());
    if (!survives) {
      throw bad(
          call,
          "metadata value of "
              + name
              + " would not survive: the service keeps printable ASCII without spaces at the ends");
    }
  }

  StorageException bad(String operation, @Nullable String key, String reason) {
    return bad(Call.idempotent(operation, key), reason);
  }

  private StorageException bad(Call call, String reason) {
    return core.calls().failure(call, ErrorCode.INVALID_ARGUMENT, reason).build();
  }
}
