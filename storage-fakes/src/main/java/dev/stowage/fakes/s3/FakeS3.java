package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeClock;
import dev.stowage.fakes.FakeServer;
import dev.stowage.fakes.FakeUpload;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Amazon S3 on the loopback address.
 *
 * <pre>{@code
 * @RegisterExtension static FakeS3 s3 = FakeS3.start();
 *
 * @Test
 * void works() {
 *   s3.createBucket("bucket");
 *   // a client with s3.endpoint(), s3.region(), s3.accessKey(), s3.secretKey()
 * }
 * }</pre>
 *
 * <p>It checks every signature, and refuses what S3 refuses. Requests name their bucket in the path
 * or, as {@code bucket.s3.localhost}, in the Host header.
 */
public final class FakeS3 extends FakeServer {

  private static final String ACCESS_KEY = "AKIASTOWAGEFAKEEXMPL";
  private static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYSTOWAGEKEY";

  private final S3Account account;
  private final S3Credentials credentials;

  private FakeS3(S3Account account, S3Credentials credentials, FakeClock clock) {
    super(
        new S3Protocol(
            account, new S3Authentication(credentials, clock, account.settings().region())),
        clock);
    this.account = account;
    this.credentials = credentials;
    resetCredentials();
  }

  /** Starts a fake of Amazon's own service in the region us-east-1. */
  public static FakeS3 start() {
    return builder().start();
  }

  /** Begins a fake with settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  public String region() {
    return account.settings().region();
  }

  /** The access key that is accepted from the start. */
  public String accessKey() {
    return ACCESS_KEY;
  }

  /** The secret of {@link #accessKey()}. It is public: it opens nothing but fakes. */
  public String secretKey() {
    return SECRET_KEY;
  }

  /** The endpoint at which a bucket is named by the host, for clients that resolve it. */
  public URI virtualHostEndpoint() {
    return URI.create("http://" + account.settings().domain() + ":" + port());
  }

  /** Accepts one more key. */
  public void addCredentials(String accessKey, String secretKey) {
    credentials.add(accessKey, secretKey);
  }

  /** Accepts a temporary key until its end. */
  public void addSession(String accessKey, String secretKey, String token, Instant ends) {
    credentials.addSession(accessKey, secretKey, token, ends);
  }

  /** Refuses a key from now on. */
  public void revoke(String accessKey) {
    credentials.remove(accessKey);
  }

  /** Creates a bucket in this fake's region; one that exists is left as it is. */
  public FakeBucket createBucket(String name) {
    return createBucket(name, region());
  }

  /** Creates a bucket; requests to one of another region are redirected. */
  public FakeBucket createBucket(String name, String region) {
    return account
        .blobs()
        .atomically(
            () -> {
              FakeBucket bucket = account.blobs().create(name);
              bucket.attributes().putIfAbsent(S3Account.REGION, region);
              return bucket;
            });
  }

  /** Lets everybody read and list a bucket without credentials. */
  public void allowAnonymousReads(String bucket) {
    mark(bucket, S3Account.PUBLIC_READ, "true");
  }

  /** Refuses requests to a bucket that do not take on the costs. */
  public void makeRequesterPay(String bucket) {
    mark(bucket, S3Account.REQUESTER_PAYS, "true");
  }

  /** Keeps versions in a bucket from now on. */
  public void enableVersioning(String bucket) {
    mark(bucket, S3Account.VERSIONING, "Enabled");
  }

  private void mark(String bucket, String attribute, String value) {
    account
        .blobs()
        .atomically(() -> Optional.ofNullable(existing(bucket).attributes().put(attribute, value)));
  }

  private FakeBucket existing(String bucket) {
    return account
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
    return account
        .blobs()
        .atomically(
            () -> {
              FakeBlob.Builder blob =
                  S3Attributes.template(key, dev.stowage.fakes.FakeHeaders.NONE).content(content);
              FakeBlob bare = blob.build();
              blob.etag(S3Attributes.etag(bare.attributes(), content));
              blob.attributes(account.withChecksum(bare.attributes(), Optional.empty(), content));
              return account.store(existing(bucket), blob);
            });
  }

  /** The object that a read would give, if there is one. */
  public Optional<FakeBlob> object(String bucket, String key) {
    return account.blobs().atomically(() -> existing(bucket).current(key));
  }

  /** The keys that a listing would give, in order. */
  public List<String> keys(String bucket) {
    return account
        .blobs()
        .atomically(
            () -> {
              FakeBucket found = existing(bucket);
              return found.keys().stream().filter(k -> found.current(k).isPresent()).toList();
            });
  }

  /** The uploads that are neither completed nor aborted. */
  public List<FakeUpload> uploads(String bucket) {
    return account.blobs().atomically(() -> List.copyOf(existing(bucket).uploads().values()));
  }

  /**
   * Flips a bit of an object at rest. Its etag and checksums stay those of the bytes that were
   * written.
   */
  public void corrupt(String bucket, String key, int atByte) {
    account
        .blobs()
        .atomically(
            () -> {
              FakeBucket found = existing(bucket);
              FakeBlob blob =
                  found
                      .current(key)
                      .orElseThrow(() -> new IllegalArgumentException("no object " + key));
              found.replace(blob.toBuilder().content(blob.bytes().flipped(atByte)).build());
              return blob;
            });
  }

  /** The store itself. */
  public FakeBlobs blobs() {
    return account.blobs();
  }

  /** Also brings back the first key alone. */
  @Override
  protected void clearStore() {
    account.blobs().clear();
    resetCredentials();
  }

  private void resetCredentials() {
    credentials.clear();
    credentials.add(ACCESS_KEY, SECRET_KEY);
  }

  /** Settings of a fake. */
  public static final class Builder {

    private String region = "us-east-1";
    private String domain = "s3.localhost";
    private long minPart = 5L << 20;
    private long maxPut = 5L << 30;
    private boolean modern = true;

    private Builder() {}

    /** The one region that signatures must name. */
    public Builder region(String name) {
      region = name;
      return this;
    }

    /** Hosts that end in this name their bucket in front of it. */
    public Builder virtualHostDomain(String name) {
      domain = name;
      return this;
    }

    /** The least size of a part that is not the last; S3's is 5 MiB. */
    public Builder minPartSize(long bytes) {
      minPart = bytes;
      return this;
    }

    /** The greatest size of one PUT, one part and one copy; S3's is 5 GiB. */
    public Builder maxPutSize(long bytes) {
      maxPut = bytes;
      return this;
    }

    /**
     * A compatible service of the older kind: it refuses checksum trailers with 400, looks at no
     * checksum but Content-MD5, and stores none.
     */
    public Builder compatible() {
      modern = false;
      return this;
    }

    public FakeS3 start() {
      FakeClock clock = new FakeClock();
      S3Settings settings = new S3Settings(region, domain, minPart, maxPut, modern);
      return new FakeS3(
          new S3Account(new FakeBlobs(clock), clock, settings), new S3Credentials(), clock);
    }
  }
}
