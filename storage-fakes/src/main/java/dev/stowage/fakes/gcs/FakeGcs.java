package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeClock;
import dev.stowage.fakes.FakeServer;
import dev.stowage.fakes.FakeUpload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Google Cloud Storage on the loopback address, with the token endpoints beside it.
 *
 * <pre>{@code
 * @RegisterExtension static FakeGcs gcs = FakeGcs.start();
 *
 * @Test
 * void works() {
 *   gcs.createBucket("bucket");
 *   // a client with gcs.endpoint() as its host and gcs.keyFile() as its service account
 * }
 * }</pre>
 *
 * <p>It speaks the JSON API with its uploads and batches, and of the XML API objects, uploads in
 * parts and forms; it checks tokens, assertions and V4 signatures against a key of its own.
 */
public final class FakeGcs extends FakeServer {

  private final GcsState state;
  private final GcsIdentity identity;

  private FakeGcs(GcsState state, GcsIdentity identity, FakeClock clock) {
    super(
        new GcsProtocol(
            state, new GcsAuthentication(identity, clock), new GcsTokens(identity, clock)),
        clock);
    this.state = state;
    this.identity = identity;
  }

  /** Starts a fake with Google's limits. */
  public static FakeGcs start() {
    return builder().start();
  }

  /** Begins a fake with settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** The project that buckets belong to. */
  public String project() {
    return GcsIdentity.PROJECT;
  }

  /** The service account that may do everything. */
  public String account() {
    return GcsIdentity.EMAIL;
  }

  /** The key file of {@link #account()}, whose tokens come from this fake. */
  public String keyFile() {
    return GcsIdentity.keyFile(endpoint() + "/token");
  }

  /** The key alone, as PEM. It is public: it opens nothing but fakes. */
  public String privateKey() {
    return GcsIdentity.privateKey();
  }

  /** A token that is accepted for an hour. */
  public String accessToken() {
    return identity.issue(3600);
  }

  /** Refuses all tokens given out so far. */
  public void revokeTokens() {
    identity.revokeAll();
  }

  /** Creates a bucket in the location US; one that exists is left as it is. */
  public FakeBucket createBucket(String name) {
    return state.blobs().create(name);
  }

  /** Keeps noncurrent generations from now on. */
  public void enableVersioning(String bucket) {
    mark(bucket, GcsState.VERSIONING, "true");
  }

  /** Keeps what is deleted for so long, restorable. */
  public void enableSoftDelete(String bucket, Duration howLong) {
    mark(bucket, GcsState.SOFT_DELETE, Long.toString(howLong.toSeconds()));
  }

  /** Protects every object of a bucket for so long after it was written. */
  public void setRetention(String bucket, Duration howLong) {
    mark(bucket, GcsState.RETENTION, Long.toString(howLong.toSeconds()));
  }

  /** Lets everybody read and list a bucket without credentials. */
  public void allowAnonymousReads(String bucket) {
    mark(bucket, GcsState.PUBLIC_READ, "true");
  }

  /** Refuses requests to a bucket that name no project to be billed. */
  public void makeRequesterPay(String bucket) {
    mark(bucket, GcsState.REQUESTER_PAYS, "true");
  }

  /** Moves a bucket to another location, so that copies from elsewhere move bytes. */
  public void setLocation(String bucket, String location) {
    mark(bucket, GcsState.LOCATION, location);
  }

  private void mark(String bucket, String attribute, String value) {
    with(bucket, found -> found.attributes().put(attribute, value));
  }

  private void with(String bucket, Consumer<FakeBucket> change) {
    state
        .blobs()
        .atomically(
            () -> {
              FakeBucket found = existing(bucket);
              change.accept(found);
              return found;
            });
  }

  private FakeBucket existing(String bucket) {
    return state
        .blobs()
        .bucket(bucket)
        .orElseThrow(() -> new IllegalArgumentException("no bucket " + bucket));
  }

  /** Stores an object behind the wire, as another program would have left it. */
  public FakeBlob putObject(String bucket, String key, byte[] content) {
    return putObject(bucket, key, FakeBytes.of(content));
  }

  /** Stores an object of bytes that are here already, such as another's. */
  public FakeBlob putObject(String bucket, String key, FakeBytes content) {
    return state
        .blobs()
        .atomically(() -> state.store(existing(bucket), FakeBlob.builder(key).content(content)));
  }

  /** The live object, if there is one. */
  public Optional<FakeBlob> object(String bucket, String key) {
    return state.blobs().atomically(() -> GcsState.live(existing(bucket), key));
  }

  /** The keys that a listing would give, in order. */
  public List<String> keys(String bucket) {
    return state
        .blobs()
        .atomically(
            () -> {
              FakeBucket found = existing(bucket);
              return found.keys().stream()
                  .filter(k -> GcsState.live(found, k).isPresent())
                  .toList();
            });
  }

  /** The uploads in parts that are neither completed nor aborted. */
  public List<FakeUpload> uploads(String bucket) {
    return state.blobs().atomically(() -> List.copyOf(existing(bucket).uploads().values()));
  }

  /** How many bytes the resumable uploads of a key hold that have not ended. */
  public List<Long> resumable(String bucket, String key) {
    return state
        .blobs()
        .atomically(
            () ->
                state.sessions().values().stream()
                    .filter(s -> s.bucket.equals(bucket) && s.key.equals(key) && s.done == null)
                    .map(s -> s.bytes().size())
                    .toList());
  }

  /** Forgets the resumable uploads, as Google does after a week. */
  public void dropResumable() {
    state
        .blobs()
        .atomically(
            () -> {
              state.sessions().clear();
              return true;
            });
  }

  /** Flips a bit of an object at rest. Its checksums stay those of the bytes that were written. */
  public void corrupt(String bucket, String key, int atByte) {
    with(
        bucket,
        found -> {
          FakeBlob blob =
              GcsState.live(found, key)
                  .orElseThrow(() -> new IllegalArgumentException("no object " + key));
          found.replace(blob.toBuilder().content(blob.bytes().flipped(atByte)).build());
        });
  }

  /** The store itself. */
  public FakeBlobs blobs() {
    return state.blobs();
  }

  @Override
  protected void clearStore() {
    state.blobs().clear();
    dropResumable();
    identity.revokeAll();
  }

  /** Settings of a fake. */
  public static final class Builder {

    private long minPart = 5L << 20;
    private long rewriteStep = 1L << 30;

    private Builder() {}

    /** The least size of a part that is not the last; Google's is 5 MiB. */
    public Builder minPartSize(long bytes) {
      minPart = bytes;
      return this;
    }

    /** How much of an object one call of rewrite moves to another place or class. */
    public Builder rewriteStep(long bytes) {
      rewriteStep = bytes;
      return this;
    }

    public FakeGcs start() {
      FakeClock clock = new FakeClock();
      return new FakeGcs(
          new GcsState(new FakeBlobs(clock), clock, new GcsState.Settings(minPart, rewriteStep)),
          new GcsIdentity(clock),
          clock);
    }
  }
}
