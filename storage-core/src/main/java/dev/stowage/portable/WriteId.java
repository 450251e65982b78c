package dev.stowage.portable;

import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.PutOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The mark that a conditional write leaves in hidden metadata, so that it can be told from a
 * rival's when the response was lost.
 */
final class WriteId {
  private static final String NAME = BlobArguments.RESERVED_PREFIX + "write-id";

  private WriteId() {}

  /** The options with a fresh mark, if there is a condition and a place for it. */
  static PutOptions mark(BlobCore core, PutOptions options) {
    return options.condition().isNone() ? options : markAlways(core, options);
  }

  /** The same whatever the condition; for uploads, whose completion may be answered twice. */
  static PutOptions markAlways(BlobCore core, PutOptions options) {
    if (of(options) != null || !core.capabilities().has(BlobFeature.METADATA)) {
      return options;
    }
    Map<String, String> marked = new LinkedHashMap<>(options.metadata());
    marked.put(NAME, UUID.randomUUID().toString());
    return options.withMetadata(marked);
  }

  static @Nullable String of(PutOptions options) {
    return options.metadata().get(NAME);
  }

  static @Nullable String of(BlobInfo info) {
    return info.metadata().get(NAME);
  }

  /** The blob as users see it. */
  static BlobInfo hide(BlobInfo info) {
    if (!info.metadata().containsKey(NAME)) {
      return info;
    }
    Map<String, String> visible = new LinkedHashMap<>(info.metadata());
    visible.remove(NAME);
    return info.toBuilder().metadata(visible).build();
  }
}
