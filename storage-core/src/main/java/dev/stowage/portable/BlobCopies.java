package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.spi.BlobDriver;
import org.jspecify.annotations.Nullable;

/** Copies: at the service where both ends allow it, else through this process. */
final class BlobCopies {
  private final BlobCore core;

  BlobCopies(BlobCore core) {
    this.core = core;
  }

  /** Whether the service can do it all by itself. */
  boolean reaches(BlobCore source) {
    return core.capabilities().has(BlobFeature.SERVER_SIDE_COPY)
        && core.driver().copier().isPresent()
        && core.driver().copier().get().reaches(source.driver());
  }

  PutResult atService(BlobCore source, String from, String to, CopyOptions options) {
    BlobDriver.Copier copier = core.driver().copier().orElseThrow();
    if (!options.condition().isNone()) {
      core.need(
          Call.once("copy", to),
          BlobFeature.CONDITIONAL_COPY,
          "conditions on the target of a copy");
    }
    // A conditional copy whose answer was lost cannot be told from a rival's, so it is not
    // repeated.
    boolean repeatable = options.condition().isNone();
    Call call = repeatable ? Call.idempotent("copy", from) : Call.once("copy", from);
    BlobInfo info = copier.needsSource(options) ? sourceInfo(source, from, options) : null;
    try {
      return core.calls()
          .run(call, attempt -> copier.copy(source.driver(), from, to, options, info));
    } catch (StorageException e) {
      throw explain(options.condition(), e);
    }
  }

  private static @Nullable BlobInfo sourceInfo(BlobCore source, String from, CopyOptions options) {
    GetOptions pinned =
        options
            .sourceIfMatch()
            .map(GetOptions.defaults()::withIfMatch)
            .orElse(GetOptions.defaults());
    return source
        .calls()
        .run(Call.idempotent("copy", from), attempt -> source.driver().head(from, pinned));
  }

  private static StorageException explain(WriteCondition condition, StorageException e) {
    return e.code() == ErrorCode.PRECONDITION_FAILED && condition.isIfAbsent()
        ? BlobWrites.recoded(e, ErrorCode.ALREADY_EXISTS, "there is a blob already")
        : e;
  }

  /** Reads from any store and writes here, pinned to one version of the source. */
  PutResult streamed(
      BlobStore source, String from, BlobStore target, String to, CopyOptions options) {
    BlobInfo info =
        source
            .find(from)
            .orElseThrow(
                () ->
                    StorageException.builder(ErrorCode.NOT_FOUND, "no such blob")
                        .operation("copy")
                        .key(from)
                        .provider(core.calls().provider())
                        .build());
    String pinned = options.sourceIfMatch().orElse(info.etag());
    if (!pinned.equals(info.etag())) {
      throw core.calls()
          .failure(
              Call.once("copy", from), ErrorCode.PRECONDITION_FAILED, "the source has another etag")
          .build();
    }
    boolean canPin = source.capabilities().has(BlobFeature.CONDITIONAL_READ);
    GetOptions version =
        canPin ? GetOptions.defaults().withIfMatch(info.etag()) : GetOptions.defaults();
    BlobBody body = BlobBody.of(info.size(), () -> pinned(source, from, version));
    return target.put(to, body, kept(options.attributesOf(info), options, target));
  }

  private static BlobReader pinned(BlobStore source, String from, GetOptions version) {
    try {
      return source.get(from, version);
    } catch (StorageException e) {
      throw e.code() == ErrorCode.PRECONDITION_FAILED
          ? BlobWrites.recoded(
              e, ErrorCode.CONTENT_CHANGED, "the source was replaced during the copy")
          : e;
    }
  }

  /**
   * As much of the source's attributes as the target can keep; what was asked for is not dropped.
   */
  static PutOptions kept(PutOptions merged, CopyOptions options, BlobStore target) {
    PutOptions changes = options.changes().orElse(PutOptions.defaults());
    PutOptions put = merged.withCondition(options.condition());
    if (!target.capabilities().has(BlobFeature.HEADERS)) {
      put = put.withHeaders(changes.headers());
    }
    if (!target.capabilities().has(BlobFeature.TAGS)) {
      put = put.withTags(changes.tags());
    }
    return put;
  }
}
