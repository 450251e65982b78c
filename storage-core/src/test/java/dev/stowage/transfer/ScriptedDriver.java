package dev.stowage.transfer;

import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.mem.MemBlobProvider;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.spi.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store in memory that logs its requests, and fails or waits where a test says so. */
final class ScriptedDriver implements BlobDriver, BlobDriver.Parts, BlobDriver.Copier {
  /** A crash of the process as far as one JVM can play it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  /** Sees a request such as {@code "part 3"} or {@code "get"}, and may throw or wait. */
  interface Hook {
    void at(String request, String key) throws IOException;
  }

  final List<String> log = new CopyOnWriteArrayList<>();
  final AtomicInteger atOnce = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  volatile Hook before = (request, key) -> {};
  volatile Hook after = (request, key) -> {};

  /** What the service lists of its parts. */
  volatile UnaryOperator<Page<UploadPart>> listed = page -> page;

  volatile UnaryOperator<BlobLimits> limits = l -> l;
  volatile UnaryOperator<UploadPart> receipts = p -> p;
  volatile UnaryOperator<BlobReply> replies = r -> r;
  volatile UnaryOperator<BlobInfo> infos = i -> i;
  private final BlobDriver real;
  private final Set<BlobFeature> missing = EnumSet.noneOf(BlobFeature.class);

  ScriptedDriver(BlobFeature... without) {
    real = new MemBlobProvider().open(StorageUrl.parse("mem:"), OpenOptions.defaults()).driver();
    missing.addAll(List.of(without));
  }

  BlobStore store() {
    return Stores.blobs(
        this,
        OpenOptions.defaults()
            .withRetry(
                RetryPolicy.defaults().withBackoff(Duration.ofNanos(1), Duration.ofNanos(2))));
  }

  long count(String prefix) {
    return log.stream().filter(line -> line.startsWith(prefix)).count();
  }

  private interface Request<T> {
    T send() throws IOException;
  }

  private <T> T logged(String request, String key, Request<T> work) throws IOException {
    int now = atOnce.incrementAndGet();
    mostAtOnce.accumulateAndGet(now, Math::max);
    try {
      before.at(request, key);
      T result = work.send();
      log.add(request);
      after.at(request, key);
      return result;
    } finally {
      atOnce.decrementAndGet();
    }
  }

  @Override
  public String scheme() {
    return "scripted";
  }

  @Override
  public String container() {
    return "c" + System.identityHashCode(real);
  }

  @Override
  public BlobCapabilities capabilities() {
    EnumSet<BlobFeature> features = EnumSet.copyOf(real.capabilities().features());
    features.removeAll(missing);
    return new BlobCapabilities(features, limits.apply(real.capabilities().limits()));
  }

  @Override
  public Failure classify(Throwable thrown) {
    return real.classify(thrown);
  }

  @Override
  public void checkContainer() throws IOException {
    real.checkContainer();
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    return logged("put", key, () -> real.put(key, content, options));
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    return logged(
        "get " + options.range(),
        key,
        () -> {
          BlobReply reply = replies.apply(real.get(key, options));
          return new BlobReply(infos.apply(reply.info()), reply.range(), reply.body());
        });
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    return logged("head", key, () -> infos.apply(real.head(key, options)));
  }

  @Override
  public void delete(String key, String ifMatch) throws IOException {
    logged(
        "delete",
        key,
        () -> {
          real.delete(key, ifMatch);
          return key;
        });
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return logged("list", request.prefix(), () -> real.list(request));
  }

  @Override
  public Optional<Bulk> bulk() {
    return real.bulk();
  }

  @Override
  public Optional<Copier> copier() {
    return missing.contains(BlobFeature.SERVER_SIDE_COPY) ? Optional.empty() : Optional.of(this);
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof ScriptedDriver;
  }

  @Override
  public boolean needsSource(CopyOptions options) {
    return false;
  }

  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, BlobInfo source)
      throws IOException {
    return logged(
        "copy",
        toKey,
        () ->
            real.copier()
                .orElseThrow()
                .copy(((ScriptedDriver) from).real, fromKey, toKey, options, source));
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<Parts> parts() {
    return missing.contains(BlobFeature.MULTIPART) ? Optional.empty() : Optional.of(this);
  }

  private Parts realParts() {
    return real.parts().orElseThrow();
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    return logged("start", key, () -> realParts().start(key, options));
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    return logged(
        "part " + number,
        key,
        () -> receipts.apply(realParts().put(key, uploadId, number, content)));
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    return logged("complete", key, () -> realParts().complete(key, uploadId, parts, options));
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    logged(
        "abort",
        key,
        () -> {
          realParts().abort(key, uploadId);
          return key;
        });
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    return logged(
        "list parts", key, () -> listed.apply(realParts().parts(key, uploadId, afterNumber)));
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, String cursor) throws IOException {
    return logged("list uploads", prefix, () -> realParts().uploads(prefix, cursor));
  }

  @Override
  public Optional<Signer> signer() {
    return Optional.empty();
  }

  @Override
  public Optional<Versions> versions() {
    return Optional.empty();
  }

  @Override
  public Optional<Appender> appender() {
    return Optional.empty();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    real.close();
  }
}
