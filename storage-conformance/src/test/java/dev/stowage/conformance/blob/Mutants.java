package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Drivers that are broken in one way each, as real ones were. */
final class Mutants {
  private Mutants() {}

  /** Skips one key at every page edge. */
  static final class CursorOffByOne extends ForwardingBlobDriver {
    CursorOffByOne(BlobDriver inner) {
      super(inner);
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
      ListPage page = super.list(request.withPageSize(request.pageSize() + 1));
      int most = Math.min(page.blobs().size(), request.pageSize());
      return new ListPage(page.blobs().subList(0, most), page.prefixes(), page.cursor());
    }
  }

  /** Writes whatever the condition says. */
  static final class IgnoresWriteConditions extends ForwardingBlobDriver {
    IgnoresWriteConditions(BlobDriver inner) {
      super(inner);
    }

    @Override
    public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
      return super.put(key, content, options.withCondition(WriteCondition.none()));
    }
  }

  /** Lists in the order of {@code String.compareTo}. */
  static final class Utf16Order extends ForwardingBlobDriver {
    Utf16Order(BlobDriver inner) {
      super(inner);
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
      TreeMap<String, BlobInfo> all = new TreeMap<>();
      ListRequest next = ListRequest.of(request.prefix());
      ListPage page = super.list(next);
      page.blobs().forEach(blob -> all.put(blob.key(), blob));
      String after = request.cursor().orElse(request.startAfter().orElse(""));
      List<BlobInfo> rest = new ArrayList<>(all.tailMap(after, false).values());
      boolean more = rest.size() > request.pageSize();
      List<BlobInfo> some = more ? rest.subList(0, request.pageSize()) : rest;
      return new ListPage(
          some, List.of(), more ? Optional.of(some.get(some.size() - 1).key()) : Optional.empty());
    }
  }

  /** Stores all but the last byte, and says it stored all. */
  static final class Truncates extends ForwardingBlobDriver {
    Truncates(BlobDriver inner) {
      super(inner);
    }

    @Override
    public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
      byte[] bytes = BytesContent.bytesOf(content);
      byte[] fewer = Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
      PutResult result = super.put(key, new BytesContent(fewer), options);
      return PutResult.of(result.etag(), bytes.length);
    }
  }

  /** Leaves the last key of a bulk delete, and says that all are gone. */
  static final class SwallowsBulkDelete extends ForwardingBlobDriver {
    SwallowsBulkDelete(BlobDriver inner) {
      super(inner);
    }

    @Override
    public Optional<Bulk> bulk() {
      return super.bulk()
          .map(
              bulk ->
                  keys -> {
                    bulk.deleteAll(keys.subList(0, Math.max(0, keys.size() - 1)));
                    return keys.stream()
                        .map(key -> new DeleteResult(key, Optional.empty()))
                        .toList();
                  });
    }
  }

  /** Publishes what it is told to give up. */
  static final class PublishesOnClose extends ForwardingBlobDriver {
    PublishesOnClose(BlobDriver inner) {
      super(inner);
    }

    @Override
    public Optional<Parts> parts() {
      return super.parts().map(PublishingParts::new);
    }
  }

  private static final class PublishingParts extends ForwardingParts {
    PublishingParts(BlobDriver.Parts inner) {
      super(inner);
    }

    @Override
    public void abort(String key, String uploadId) throws IOException {
      complete(key, uploadId, parts(key, uploadId, 0).items(), PutOptions.defaults());
    }
  }

  /** Serves everything from the first byte on. */
  static final class IgnoresRangeEnd extends ForwardingBlobDriver {
    IgnoresRangeEnd(BlobDriver inner) {
      super(inner);
    }

    @Override
    public BlobReply get(String key, GetOptions options) throws IOException {
      ByteRange range = options.range();
      return super.get(
          key, range.isSuffix() ? options : options.withRange(ByteRange.from(range.offset())));
    }
  }

  /** Gives metadata names back as an HTTP server writes them. */
  static final class KeepsMetadataCase extends ForwardingBlobDriver {
    KeepsMetadataCase(BlobDriver inner) {
      super(inner);
    }

    @Override
    public BlobInfo head(String key, GetOptions options) throws IOException {
      BlobInfo info = super.head(key, options);
      Map<String, String> names = new TreeMap<>();
      info.metadata()
          .forEach(
              (name, value) ->
                  names.put(Character.toUpperCase(name.charAt(0)) + name.substring(1), value));
      return info.toBuilder().metadata(names).build();
    }
  }

  /** Fails when there is nothing to delete. */
  static final class FailsToDeleteMissing extends ForwardingBlobDriver {
    FailsToDeleteMissing(BlobDriver inner) {
      super(inner);
    }

    @Override
    public void delete(String key, String ifMatch) throws IOException {
      try {
        super.head(key, GetOptions.defaults());
      } catch (RuntimeException e) {
        throw new IllegalStateException("nothing to delete", e);
      }
      super.delete(key, ifMatch);
    }
  }

  /** Copies the bytes only. */
  static final class CopyDropsMetadata extends ForwardingBlobDriver {
    CopyDropsMetadata(BlobDriver inner) {
      super(inner);
    }

    @Override
    public Optional<Copier> copier() {
      return super.copier().map(BytesCopier::new);
    }

    private final class BytesCopier extends ForwardingCopier {
      BytesCopier(Copier copier) {
        super(copier);
      }

      @Override
      public PutResult copy(
          BlobDriver from, String fromKey, String toKey, CopyOptions options, BlobInfo source)
          throws IOException {
        super.copy(from, fromKey, toKey, options, source);
        try (BlobReply reply = inner().get(toKey, GetOptions.defaults())) {
          return inner()
              .put(
                  toKey,
                  new BytesContent(reply.body().readAllBytes()),
                  PutOptions.defaults().withHeaders(reply.info().headers()));
        }
      }
    }
  }

  /** Loses a common prefix that is the last of its page. */
  static final class LosesPrefixAtPageEdge extends ForwardingBlobDriver {
    LosesPrefixAtPageEdge(BlobDriver inner) {
      super(inner);
    }

    @Override
    public ListPage list(ListRequest request) throws IOException {
      ListPage page = super.list(request);
      int prefixes = page.prefixes().size();
      return page.cursor().isEmpty() || prefixes == 0
          ? page
          : new ListPage(page.blobs(), page.prefixes().subList(0, prefixes - 1), page.cursor());
    }
  }

  /** Has one etag for everything. */
  static final class EtagNeverChanges extends ForwardingBlobDriver {
    private static final String ETAG = "\"always-the-same\"";

    EtagNeverChanges(BlobDriver inner) {
      super(inner);
    }

    @Override
    public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
      PutResult result = super.put(key, content, options);
      return PutResult.of(ETAG, result.size()).withChecksums(result.checksums());
    }

    @Override
    public BlobInfo head(String key, GetOptions options) throws IOException {
      return super.head(key, options).toBuilder().etag(ETAG).build();
    }
  }

  /** After a try that broke off it sends only what had not been sent. */
  static final class ResumesHalfBody extends ForwardingBlobDriver {
    private final Map<String, Integer> sent = new TreeMap<>();

    ResumesHalfBody(BlobDriver inner) {
      super(inner);
    }

    @Override
    public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
      int before = sent.getOrDefault(key, 0);
      byte[] bytes = new byte[(int) content.size()];
      int taken = 0;
      try (var in = content.open()) {
        for (int n; (n = in.read(bytes, taken, bytes.length - taken)) > 0; taken += n) {
          sent.put(key, taken + n);
        }
      }
      byte[] rest = Arrays.copyOfRange(bytes, before, bytes.length);
      PutResult result = super.put(key, new BytesContent(rest), options);
      sent.remove(key);
      return PutResult.of(result.etag(), bytes.length);
    }
  }

  /** Reads whatever the condition says. */
  static final class IgnoresReadConditions extends ForwardingBlobDriver {
    IgnoresReadConditions(BlobDriver inner) {
      super(inner);
    }

    @Override
    public BlobReply get(String key, GetOptions options) throws IOException {
      return super.get(key, GetOptions.defaults().withRange(options.range()));
    }
  }

  /** Collapses slashes, as path libraries do. */
  static final class NormalisesKeys extends ForwardingBlobDriver {
    NormalisesKeys(BlobDriver inner) {
      super(inner);
    }

    private static String normal(String key) {
      return key.replaceAll("/+", "/");
    }

    @Override
    public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
      return super.put(normal(key), content, options);
    }

    @Override
    public BlobReply get(String key, GetOptions options) throws IOException {
      return super.get(normal(key), options);
    }

    @Override
    public BlobInfo head(String key, GetOptions options) throws IOException {
      return super.head(normal(key), options).toBuilder().key(key).build();
    }
  }

  /** Deletes nothing when there is a condition, and says it did. */
  static final class IgnoresConditionalDelete extends ForwardingBlobDriver {
    IgnoresConditionalDelete(BlobDriver inner) {
      super(inner);
    }

    @Override
    public void delete(String key, String ifMatch) throws IOException {
      if (ifMatch == null) {
        super.delete(key, null);
      }
    }
  }

  /** Drops the condition once an upload has parts. */
  static final class DropsConditionOfParts extends ForwardingBlobDriver {
    DropsConditionOfParts(BlobDriver inner) {
      super(inner);
    }

    @Override
    public Optional<Parts> parts() {
      return super.parts().map(UnconditionalParts::new);
    }
  }

  private static final class UnconditionalParts extends ForwardingParts {
    UnconditionalParts(BlobDriver.Parts inner) {
      super(inner);
    }

    @Override
    public PutResult complete(
        String key, String uploadId, List<dev.stowage.blob.UploadPart> parts, PutOptions options)
        throws IOException {
      return super.complete(key, uploadId, parts, options.withCondition(WriteCondition.none()));
    }
  }
}
