package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciException;
import dev.stowage.spi.BlobDriver;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Copies at the service, within a region and between regions. The service accepts a copy and makes
 * it later; this waits until it is made. It copies the standard headers as they are and has no way
 * to change them, so a copy that does goes through this process.
 */
final class OciCopies implements BlobDriver.Copier {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OciBlobDriver target;

  OciCopies(OciBlobDriver target) {
    this.target = target;
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof OciBlobDriver that
        && that.paths().wire().sameCallerAs(target.paths().wire());
  }

  private static boolean changesHeaders(CopyOptions options) {
    return options
        .changes()
        .map(c -> !c.headers().equals(BlobHeaders.none()) || c.contentTypeByName())
        .orElse(false);
  }

  @Override
  public boolean needsSource(CopyOptions options) {
    return changesHeaders(options);
  }

  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, @Nullable BlobInfo source)
      throws IOException {
    OciBlobDriver origin = (OciBlobDriver) from;
    if (source != null && changesHeaders(options)) {
      return through(origin, fromKey, toKey, options, source);
    }
    OciCall call =
        origin
            .paths()
            .inBucket("POST", "actions/copyObject")
            .json(JSON.writeValueAsBytes(details(fromKey, toKey, options)));
    String work;
    try (HttpResponse reply = origin.paths().wire().send(call)) {
      work =
          reply
              .headers()
              .first("opc-work-request-id")
              .orElseThrow(() -> new MalformedReplyException("a copy has no work request"));
    } catch (OciException e) {
      throw explained(e, options);
    }
    try {
      new WorkRequests(origin.paths().wire()).await(work);
    } catch (OciException e) {
      throw explained(e, options);
    }
    return PutResult.of(target.head(toKey, GetOptions.defaults()));
  }

  /** The condition on the target is answered like that of the source. */
  private static RuntimeException explained(OciException refusal, CopyOptions options) {
    boolean ofSource = "ObjectNotFound".equals(refusal.getServiceCode());
    return ofSource ? refusal : ObjectFailures.ofWrite(refusal, options.condition());
  }

  private ObjectNode details(String fromKey, String toKey, CopyOptions options) throws IOException {
    ObjectNode body =
        JSON.createObjectNode()
            .put("sourceObjectName", fromKey)
            .put("destinationNamespace", target.paths().namespace())
            .put("destinationBucket", target.config().bucket())
            .put("destinationObjectName", toKey)
            .put("destinationRegion", region());
    options.sourceIfMatch().ifPresent(v -> body.put("sourceObjectIfMatchETag", v));
    if (options.condition().isIfAbsent()) {
      body.put("destinationObjectIfNoneMatchETag", "*");
    }
    options.condition().etag().ifPresent(v -> body.put("destinationObjectIfMatchETag", v));
    PutOptions changes = options.changes().orElse(PutOptions.defaults());
    if (!changes.metadata().isEmpty()) {
      ObjectNode metadata = body.putObject("destinationObjectMetadata");
      changes
          .metadata()
          .forEach(
              (name, value) ->
                  metadata.put(ObjectHeaders.META + name, ObjectHeaders.metadata(name, value)));
    }
    changes
        .storageClass()
        .or(target.config()::tier)
        .ifPresent(v -> body.put("destinationObjectStorageTier", ObjectHeaders.tier(v)));
    return body;
  }

  private String region() {
    return target
        .paths()
        .wire()
        .region()
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "a copy has to name its region; write region=NAME"));
  }

  /** Pinned to the source's etag, so that a source that is replaced meanwhile is noticed. */
  private PutResult through(
      OciBlobDriver origin, String fromKey, String toKey, CopyOptions options, BlobInfo source)
      throws IOException {
    PutOptions put = options.attributesOf(source).withCondition(options.condition());
    Optional<String> pin = options.sourceIfMatch();
    try (BlobDriver.BlobReply reply =
        origin.get(fromKey, GetOptions.defaults().withIfMatch(pin.orElse(source.etag())))) {
      CopiedContent content = new CopiedContent(reply.body(), source.size());
      PutResult result = target.put(toKey, content, put);
      content.checkAgainst(reply.info().checksums(), result.checksums());
      return result;
    } catch (OciException e) {
      boolean replaced =
          pin.isEmpty()
              && ObjectFailures.classify(e).code() == ErrorCode.PRECONDITION_FAILED
              && !Objects.equals(e.getServiceCode(), "IfNoneMatchFailed");
      if (replaced && options.condition().isNone()) {
        throw StorageException.builder(
                ErrorCode.CONTENT_CHANGED, "the source was replaced during the copy")
            .cause(e)
            .build();
      }
      throw e;
    }
  }
}
