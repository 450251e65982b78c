package dev.stowage.transfer;

import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.portable.StoreFacts;
import dev.stowage.portable.StoreOrigin;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The blob that an upload or a copy writes. */
record UploadTarget(BlobStore store, String key, PutOptions options) {

  /** Whether an object of this size goes in parts. */
  boolean inParts(long size, long partSize) {
    if (size <= partSize || store.multipartUploads().isEmpty()) {
      return false;
    }
    boolean conditional = !options.condition().isNone();
    return !conditional
        || store.capabilities().has(BlobFeature.CONDITIONAL_MULTIPART)
        || size > store.capabilities().limits().maxPutSize();
  }

  long partSize(Engine engine) {
    return options.partSize().orElse(engine.options().partSize());
  }

  String name() {
    return store + " " + key;
  }

  /** The same for two calls that write the same blob. */
  String identity() {
    @Nullable StoreOrigin origin = StoreFacts.origin(store);
    return store + "\n" + (origin == null ? "" : origin.url()) + "\n" + key;
  }

  JournalHead.Address address() {
    @Nullable StoreOrigin origin = StoreFacts.origin(store);
    return origin == null
        ? new JournalHead.Address("", false, key)
        : new JournalHead.Address(
            origin.url(), origin.located(), StoreFacts.keyAtOrigin(store, key));
  }

  /** What is to be stored with the bytes; an upload started with other options is not continued. */
  String attributes() {
    return options.condition()
        + "\n"
        + new TreeMap<>(options.metadata())
        + "\n"
        + new TreeMap<>(options.tags())
        + "\n"
        + options.storageClass().orElse("")
        + "\n"
        + options.headers().contentType().orElse("")
        + "\n"
        + options.headers().contentEncoding().orElse("")
        + "\n"
        + options.headers().contentLanguage().orElse("")
        + "\n"
        + options.headers().contentDisposition().orElse("")
        + "\n"
        + options.headers().cacheControl().orElse("")
        + "\n"
        + options.contentTypeByName();
  }
}
