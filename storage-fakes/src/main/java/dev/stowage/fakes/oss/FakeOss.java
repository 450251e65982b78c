package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeClock;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeServer;
import dev.stowage.fakes.FakeUpload;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Alibaba Cloud on the loopback address: OSS with asynchronous processing, the part of Intelligent
 * Media Management that tells of its tasks, and Function Compute 3.0, all at one endpoint.
 *
 * <pre>{@code
 * @RegisterExtension static final FakeOss oss = FakeOss.start();
 *
 * @Test
 * void works() {
 *   oss.createBucket("bucket");
 *   // a client with oss.endpoint(), oss.region(), oss.accessKey(), oss.secretKey()
 * }
 * }</pre>
 *
 * <p>It checks every signature, and refuses what the services refuse. Requests name their bucket in
 * the path or, as {@code bucket.oss.localhost}, in the Host header. A task of asynchronous
 * processing gets on by one step whenever somebody asks for it or looks at the bucket it writes to;
 * so does a function whose image is being pulled. Functions never run.
 */
public final class FakeOss extends FakeServer {
  static final String FLIPPED = "flipped-at";

  private static final String ACCESS_KEY = "LTAI5tSTOWAGEFAKEEXAMPLE";
  private static final String SECRET_KEY = "S7owageFakeSecretThatOpensNothing";

  private final Parts parts;

  /** What the fake is made of. */
  private record Parts(
      OssAccount account,
      OssKeys keys,
      OssTasks tasks,
      ImmService imm,
      FcService functions,
      Acs3Authentication acs3,
      FakeClock clock) {
    static Parts of(OssSettings settings) {
      FakeClock clock = new FakeClock();
      OssAccount account = new OssAccount(new FakeBlobs(clock), clock, settings);
      OssKeys keys = new OssKeys();
      OssTasks tasks = new OssTasks(account);
      return new Parts(
          account,
          keys,
          tasks,
          new ImmService(account, tasks),
          new FcService(account),
          new Acs3Authentication(keys, clock),
          clock);
    }

    OssProtocol protocol() {
      OssAuthentication v4 = new OssAuthentication(keys, clock, account.settings().region());
      return new OssProtocol(account, tasks, v4, new AcsProtocol(account, acs3, imm, functions));
    }
  }

  private FakeOss(Parts parts) {
    super(parts.protocol(), parts.clock());
    this.parts = parts;
    resetKeys();
  }

  /** Starts a fake of the region cn-hangzhou. */
  public static FakeOss start() {
    return builder().start();
  }

  /** Begins a fake with settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  public String region() {
    return parts.account().settings().region();
  }

  /** The number of the account that owns everything here. */
  public String account() {
    return parts.account().settings().account();
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
    return URI.create("http://" + parts.account().settings().domain() + ":" + port());
  }

  /** Accepts one more key. */
  public void addCredentials(String accessKey, String secretKey) {
    parts.keys().add(accessKey, secretKey);
  }

  /** Accepts a temporary key until its end. */
  public void addSession(String accessKey, String secretKey, String token, Instant ends) {
    parts.keys().addSession(accessKey, secretKey, token, ends);
  }

  /** Refuses a key from now on. */
  public void revoke(String accessKey) {
    parts.keys().remove(accessKey);
  }

  /** Creates a bucket in this fake's region; one that exists is left as it is. */
  public FakeBucket createBucket(String name) {
    return createBucket(name, region());
  }

  /** Creates a bucket; requests to one of another region are sent away. */
  public FakeBucket createBucket(String name, String region) {
    return locked(
        () -> {
          FakeBucket bucket = blobs().create(name);
          bucket.attributes().putIfAbsent(OssAccount.REGION, region);
          return bucket;
        });
  }

  /** Lets everybody read and list a bucket without credentials. */
  public void allowAnonymousReads(String bucket) {
    mark(bucket, OssAccount.PUBLIC_READ, "true");
  }

  /** Refuses requests to a bucket that do not take on the costs. */
  public void makeRequesterPay(String bucket) {
    mark(bucket, OssAccount.REQUESTER_PAYS, "true");
  }

  /** Keeps versions in a bucket from now on. */
  public void enableVersioning(String bucket) {
    mark(bucket, OssAccount.VERSIONING, "Enabled");
  }

  /** Keeps no new versions in a bucket that kept some. */
  public void suspendVersioning(String bucket) {
    mark(bucket, OssAccount.VERSIONING, "Suspended");
  }

  /** Binds a bucket to a project of Intelligent Media Management, without which nothing is done. */
  public void attach(String bucket, String project) {
    mark(bucket, OssAccount.PROJECT, project);
  }

  private void mark(String bucket, String attribute, String value) {
    locked(() -> Optional.ofNullable(existing(bucket).attributes().put(attribute, value)));
  }

  private FakeBucket existing(String bucket) {
    return blobs()
        .bucket(bucket)
        .orElseThrow(() -> new IllegalArgumentException("no bucket " + bucket));
  }

  private <T> T locked(Supplier<T> work) {
    return blobs().atomically(work);
  }

  /** Stores an object behind the wire, as another program would have left it. */
  public FakeBlob putObject(String bucket, String key, byte[] content) {
    return putObject(bucket, key, FakeBytes.of(content));
  }

  /** Stores an object of bytes that are here already, such as another's. */
  public FakeBlob putObject(String bucket, String key, FakeBytes content) {
    return locked(
        () ->
            parts
                .account()
                .store(
                    existing(bucket),
                    OssAttributes.filled(OssAttributes.template(key, FakeHeaders.NONE), content)));
  }

  /** Makes an object that points at another. */
  public FakeBlob putSymlink(String bucket, String key, String target) {
    return locked(
        () -> {
          FakeBlob bare = OssAttributes.template(key, FakeHeaders.NONE).build();
          Map<String, String> attributes = new TreeMap<>(bare.attributes());
          attributes.put(OssAttributes.TYPE, "Symlink");
          attributes.put(OssAttributes.TARGET, target);
          FakeBlob.Builder link = bare.toBuilder().attributes(attributes).etag("0".repeat(32));
          return parts.account().store(existing(bucket), link);
        });
  }

  /** Hides a text in a picture, as a synchronous request does. */
  public void hideText(String bucket, String key, String text) {
    change(bucket, key, OssAttributes.WATERMARK, text);
  }

  private void change(String bucket, String key, String attribute, String value) {
    locked(
        () -> {
          FakeBlob blob = required(bucket, key);
          Map<String, String> attributes = new TreeMap<>(blob.attributes());
          attributes.put(attribute, value);
          existing(bucket).replace(blob.toBuilder().attributes(attributes).build());
          return blob;
        });
  }

  private FakeBlob required(String bucket, String key) {
    return existing(bucket)
        .current(key)
        .orElseThrow(() -> new IllegalArgumentException("no object " + key));
  }

  /** The object that a read would give, if there is one. */
  public Optional<FakeBlob> object(String bucket, String key) {
    return locked(() -> existing(bucket).current(key));
  }

  /** The keys that a listing would give, in order. */
  public List<String> keys(String bucket) {
    return locked(
        () -> {
          FakeBucket found = existing(bucket);
          return found.keys().stream().filter(k -> found.current(k).isPresent()).toList();
        });
  }

  /** The uploads that are neither completed nor aborted. */
  public List<FakeUpload> uploads(String bucket) {
    return locked(() -> List.copyOf(existing(bucket).uploads().values()));
  }

  /**
   * Flips a bit of an object at rest. Its etag and checksum stay those of the bytes that were
   * written.
   */
  public void corrupt(String bucket, String key, int atByte) {
    locked(
        () -> {
          FakeBlob blob = required(bucket, key);
          Map<String, String> attributes = new TreeMap<>(blob.attributes());
          attributes.put(FLIPPED, Integer.toString(atByte));
          existing(bucket)
              .replace(
                  blob.toBuilder()
                      .content(blob.bytes().flipped(atByte))
                      .attributes(attributes)
                      .build());
          return blob;
        });
  }

  /** Lets the next task fail. */
  public void failNextTask(String code, String message) {
    locked(
        () -> {
          parts.tasks().failNext(code, message);
          return true;
        });
  }

  /** Whether tasks are handed in without getting an id, as happens. */
  public void taskIds(boolean given) {
    locked(
        () -> {
          parts.tasks().withoutIds(!given);
          return true;
        });
  }

  /** Forgets all tasks, as the service does after seven days. */
  public void forgetTasks() {
    locked(
        () -> {
          parts.tasks().forget();
          return true;
        });
  }

  /** Refuses to tell of tasks to anybody. */
  public void denyTasks(boolean denied) {
    parts.imm().deny(denied);
  }

  /** The messages that tasks have sent to a topic, oldest first. */
  public List<String> messages(String topic) {
    return locked(() -> parts.tasks().messages(topic));
  }

  /** A function's fields under their names on the wire; empty when there is none. */
  public Map<String, Object> function(String name) {
    return locked(
        () -> parts.functions().functions().find(name).map(f -> copy(f.fields)).orElse(Map.of()));
  }

  private static Map<String, Object> copy(Map<String, Object> fields) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The code package of a function. */
  public byte[] functionCode(String name) {
    return locked(() -> parts.functions().functions().required(name).code.clone());
  }

  /** A function's triggers by name, with their fields under their names on the wire. */
  public Map<String, Map<String, Object>> triggers(String function) {
    return locked(() -> Map.copyOf(parts.functions().functions().required(function).triggers));
  }

  /** A function's aliases by name, with their fields under their names on the wire. */
  public Map<String, Map<String, Object>> aliases(String function) {
    return locked(() -> Map.copyOf(parts.functions().functions().required(function).aliases));
  }

  /** The store itself. */
  public FakeBlobs blobs() {
    return parts.account().blobs();
  }

  /** Also brings back the first key alone. */
  @Override
  protected void clearStore() {
    locked(
        () -> {
          blobs().clear();
          parts.tasks().clear();
          parts.functions().clear();
          return true;
        });
    parts.imm().deny(false);
    parts.acs3().clear();
    resetKeys();
  }

  private void resetKeys() {
    parts.keys().clear();
    parts.keys().add(ACCESS_KEY, SECRET_KEY);
  }

  /** Settings of a fake. */
  public static final class Builder {
    private String region = "cn-hangzhou";
    private String domain = "oss.localhost";
    private long minPart = 100L << 10;
    private long maxPut = 5L << 30;
    private int steps = 2;

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

    /** The least size of a part that is not the last; that of OSS is 100 KiB. */
    public Builder minPartSize(long bytes) {
      minPart = bytes;
      return this;
    }

    /** The greatest size of one PUT, one part and one copy; that of OSS is 5 GiB. */
    public Builder maxPutSize(long bytes) {
      maxPut = bytes;
      return this;
    }

    /** How often a task, or a function with an image, is looked at until it is done. */
    public Builder steps(int looks) {
      steps = looks;
      return this;
    }

    public FakeOss start() {
      return new FakeOss(
          Parts.of(new OssSettings(region, domain, "1234567890123456", minPart, maxPut, steps)));
    }
  }
}
