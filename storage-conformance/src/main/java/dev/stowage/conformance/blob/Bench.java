package dev.stowage.conformance.blob;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.ConformanceReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** What one case works with: a fresh harness, stores over it, and short ways to look at them. */
public final class Bench implements AutoCloseable {
  private final Supplier<BlobHarness> harnesses;
  private final BlobHarness harness;
  private final TestPacer pacer = new TestPacer();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private @Nullable BlobStore store;

  Bench(Supplier<BlobHarness> harnesses) {
    this.harnesses = harnesses;
    this.harness = harnesses.get();
  }

  public BlobHarness harness() {
    return harness;
  }

  /** The store under test; the same at every call. */
  public synchronized BlobStore store() {
    if (store == null) {
      store = open(options -> options);
    }
    return store;
  }

  /** One more store over the same container, with its own options; closed with the bench. */
  public BlobStore open(UnaryOperator<OpenOptions> change) {
    return closing(harness.open(change.apply(options())));
  }

  /** The same container as another process sees it. */
  public BlobStore second() {
    return open(options -> options);
  }

  /** The options that stores of this bench are opened with. */
  public OpenOptions options() {
    return OpenOptions.defaults().withPacer(pacer);
  }

  /** Another container of the same provider. */
  public Bench elsewhere() {
    return closing(new Bench(harnesses));
  }

  public synchronized <T extends AutoCloseable> T closing(T resource) {
    opened.add(resource);
    return resource;
  }

  public TestPacer pacer() {
    return pacer;
  }

  public Faults faults() {
    return harness.faults();
  }

  public RequestLog log() {
    return harness.log();
  }

  public RawBlobs raw() {
    return harness.raw();
  }

  public BlobLimits limits() {
    return store().capabilities().limits();
  }

  public boolean has(BlobFeature feature) {
    return store().capabilities().has(feature);
  }

  /**
   * The negative twin of every case of an optional feature. Where the feature is declared this does
   * nothing. Where it is not, the call must fail with UNSUPPORTED before any request and change
   * nothing, and the case is done.
   *
   * @return whether the case is done
   */
  public boolean refuses(BlobFeature feature, Executable call) {
    if (has(feature)) {
      return false;
    }
    Map<String, String> before = snapshot();
    log().clear();
    Expect.failure(ErrorCode.UNSUPPORTED, call);
    Assertions.assertEquals(0, log().size(), () -> "a request was sent: " + log());
    Assertions.assertEquals(before, snapshot(), "the refused call changed something");
    ConformanceReport.refused(feature.name());
    return true;
  }

  /** Every object as another program sees it, with its content. */
  public Map<String, String> snapshot() {
    Map<String, String> all = new TreeMap<>();
    RawBlobs raw = raw();
    for (String key : raw.keys()) {
      all.put(key, new String(raw.read(key), StandardCharsets.ISO_8859_1) + raw.metadata(key));
    }
    return all;
  }

  public PutResult put(String key, String text) {
    return store().put(key, BlobBody.of(text));
  }

  public PutResult put(String key, byte[] bytes) {
    return store().put(key, BlobBody.of(bytes));
  }

  public void putAll(String... keys) {
    for (String key : keys) {
      put(key, "content of " + key);
    }
  }

  public BlobInfo info(String key) {
    return store().find(key).orElseThrow(() -> new AssertionError("there is no blob " + key));
  }

  public byte[] bytes(String key) {
    return bytes(store(), key);
  }

  public static byte[] bytes(BlobStore from, String key) {
    return bytes(from, key, GetOptions.defaults());
  }

  /** What a read gives; its failure as the StorageException that it is. */
  public static byte[] bytes(BlobStore from, String key, GetOptions options) {
    try (BlobReader reader = from.get(key, options)) {
      return reader.bytes();
    }
  }

  public String text(String key) {
    return new String(bytes(key), StandardCharsets.UTF_8);
  }

  /** The keys of a whole listing. */
  public List<String> keys(String prefix) {
    return keys(store(), ListRequest.of(prefix));
  }

  public static List<String> keys(BlobStore of, ListRequest request) {
    try (Stream<BlobInfo> all = of.list(request)) {
      return all.map(BlobInfo::key).toList();
    }
  }

  /** Unfinished uploads, none where there are no uploads. */
  public List<PendingUpload> pending() {
    return second()
        .multipartUploads()
        .map(
            uploads -> {
              try (Stream<PendingUpload> all = uploads.list("")) {
                return all.toList();
              }
            })
        .orElse(List.of());
  }

  /** A part size that is legal and as small as it can sensibly be. */
  public int partSize() {
    return (int) Math.max(limits().minPartSize(), 1024);
  }

  @Override
  public void close() {
    try {
      for (int i = opened.size() - 1; i >= 0; i--) {
        opened.get(i).close();
      }
    } catch (Exception e) {
      throw new AssertionError("closing failed", e);
    } finally {
      harness.close();
    }
  }
}
