package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpBody;
import dev.stowage.spi.BlobDriver;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies at the service, by rewrites: one call within a location and class, and as many as the
 * service wants where bytes have to move.
 */
final class GcsCopies implements BlobDriver.Copier {
  private static final String FIELDS =
      "done,rewriteToken,totalBytesRewritten,resource(" + GcsResource.FIELDS + ")";

  private final GcsDriver target;

  GcsCopies(GcsDriver target) {
    this.target = target;
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof GcsDriver that
        && that.wire().endpoint().root().equals(target.wire().endpoint().root())
        && that.wire().tokens().sameAs(target.wire().tokens());
  }

  /** A rewrite keeps all metadata, or replaces all of it. */
  @Override
  public boolean needsSource(CopyOptions options) {
    return options.changes().isPresent() || target.config().lockMode().isPresent();
  }

  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, @Nullable BlobInfo source)
      throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    GcsDriver.condition(options.condition()).ifPresent(c -> c.toQuery("if", query));
    options.sourceIfMatch().ifPresent(e -> Generation.ofEtag(e).toQuery("ifSource", query));
    String body = "";
    if (source != null) {
      PutOptions merged = options.attributesOf(source);
      body = target.resources().resource(merged).toString();
      query.put("ifSourceGenerationMatch", source.etag());
    }
    boolean pinnedHere = source != null && options.sourceIfMatch().isEmpty();
    try {
      return rewrite(from.container(), fromKey, toKey, query, body, bytes -> {});
    } catch (GcsException e) {
      if (pinnedHere && e.status() == 412 && options.condition().isNone()) {
        throw StorageException.builder(
                ErrorCode.CONTENT_CHANGED, "the source was replaced during the copy")
            .cause(e)
            .build();
      }
      throw e;
    }
  }

  /**
   * @param progress hears of the bytes moved so far
   */
  PutResult rewrite(
      String bucket,
      String fromKey,
      String toKey,
      Map<String, String> query,
      String body,
      LongConsumer progress)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(query);
    all.put("fields", FIELDS);
    target.config().kmsKey().ifPresent(key -> all.put("destinationKmsKeyName", key));
    if (target.config().rewriteStep() > 0) {
      all.put("maxBytesRewrittenPerCall", Long.toString(target.config().rewriteStep()));
    }
    String path =
        GcsEndpoint.object(bucket, fromKey)
            + "/rewriteTo"
            + GcsEndpoint.object(target.config().bucket(), toKey);
    JsonNode answer = finish(target.wire(), path, all, body, progress);
    JsonNode resource = answer.path("resource");
    if (!resource.isObject()) {
      throw new MalformedReplyException("a rewrite is done but names no object");
    }
    return GcsResource.written(resource);
  }

  static JsonNode finish(GcsWire wire, String path, Map<String, String> query, String body)
      throws IOException {
    return finish(wire, path, query, body, bytes -> {});
  }

  private static JsonNode finish(
      GcsWire wire, String path, Map<String, String> query, String body, LongConsumer progress)
      throws IOException {
    Map<String, String> next = new LinkedHashMap<>(query);
    long before = -1;
    while (true) {
      Ask ask =
          body.isEmpty()
              ? new Ask(
                  "POST", wire.endpoint().json(path, next), Map.of(), HttpBody.empty(), true, false)
              : Ask.json("POST", wire.endpoint().json(path, next), body);
      JsonNode answer = wire.json(ask);
      long moved = answer.path("totalBytesRewritten").asLong();
      progress.accept(moved);
      if (answer.path("done").asBoolean()) {
        return answer;
      }
      String token = GcsResource.text(answer, "rewriteToken");
      if (token == null || moved <= before) {
        throw new MalformedReplyException("a rewrite is neither done nor gets on");
      }
      before = moved;
      next.put("rewriteToken", token);
    }
  }
}
