package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeClock;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeServer;
import dev.stowage.fakes.swift.SwiftIdentity.Application;
import dev.stowage.fakes.swift.SwiftIdentity.Project;
import dev.stowage.fakes.swift.SwiftIdentity.User;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * OpenStack Swift on the loopback address, with Keystone v3 and TempAuth beside it.
 *
 * <pre>{@code
 * @RegisterExtension static FakeSwift swift = FakeSwift.start();
 *
 * @Test
 * void works() {
 *   swift.createContainer("reports");
 *   // a client with swift.environment() as its OS_ variables
 * }
 * }</pre>
 *
 * <p>It knows accounts, containers, objects, static and dynamic large objects, bulk deletes,
 * copies, temporary URLs, access lists and quotas; it checks tokens and signatures. Passwords and
 * secrets are random.
 */
public final class FakeSwift extends FakeServer {
  private final SwiftState state;
  private final SwiftIdentity identity;
  private final People people;

  /** Filled in when it listens: the catalogue has to say where that is. */
  private static final class Port {
    private volatile int number;
  }

  /** Everybody that Keystone knows. */
  private record People(
      Project project,
      User member,
      User reader,
      User stranger,
      User temp,
      Application application) {
    static People in(SwiftIdentity identity) {
      Project project = new Project(SwiftIdentity.hex(16), "fake-project");
      Project other = new Project(SwiftIdentity.hex(16), "fake-other-project");
      User member = identity.add("fake-user", project, "member");
      return new People(
          project,
          member,
          identity.add("fake-reader", project, "reader"),
          identity.add("fake-stranger", other, "member"),
          identity.add("test:tester", new Project("test", "test"), "member"),
          identity.addApplication("fake-application", member));
    }
  }

  private FakeSwift(SwiftState state, SwiftIdentity identity, FakeClock clock, Port port) {
    super(protocol(state, identity, clock, port), clock);
    this.state = state;
    this.identity = identity;
    this.people = People.in(identity);
    port.number = port();
  }

  private static SwiftProtocol protocol(
      SwiftState state, SwiftIdentity identity, FakeClock clock, Port port) {
    SwiftCatalogue catalogue = new SwiftCatalogue(() -> port.number);
    return new SwiftProtocol(
        state,
        identity,
        new SwiftTempUrls(state, clock),
        new SwiftKeystone(identity, catalogue, state.limits().legacy()),
        new SwiftTempAuth(identity, catalogue, clock));
  }

  /** Starts a fake of Swift 2.30. */
  public static FakeSwift start() {
    return builder().start();
  }

  /** Starts a fake of NAVER Archive Storage: Swift 2.15.1, its names, and tokens of a day. */
  public static FakeSwift startNaver() {
    return builder().naver().start();
  }

  /** Begins a fake with settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where Keystone is. */
  public String authUrl() {
    return endpoint() + "/v3";
  }

  /** The account's URL in the first region. */
  public String storageUrl() {
    return endpoint() + "/v1/" + account();
  }

  /** The account of {@link #project()} in the first region. */
  public String account() {
    return people.project().account(SwiftCatalogue.RESELLER);
  }

  /** The first of two regions; the second is another cluster with containers of its own. */
  public String region() {
    return SwiftCatalogue.REGION;
  }

  public String otherRegion() {
    return SwiftCatalogue.OTHER_REGION;
  }

  public String user() {
    return people.member().name();
  }

  public String userId() {
    return people.member().id();
  }

  public String password() {
    return identity.password(people.member());
  }

  public String project() {
    return people.project().name();
  }

  public String projectId() {
    return people.project().id();
  }

  /** The variables of a user who may do everything in the project. */
  public Map<String, String> environment() {
    return environment(people.member());
  }

  /** The variables of a user who may only look. */
  public Map<String, String> readerEnvironment() {
    return environment(people.reader());
  }

  /** The variables of a user of another project, who is pointed at the account of this one. */
  public Map<String, String> strangerEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>(environment(people.stranger()));
    environment.put("OS_STORAGE_URL", storageUrl());
    return environment;
  }

  private Map<String, String> environment(User user) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OS_AUTH_URL", authUrl());
    environment.put("OS_USERNAME", user.name());
    environment.put("OS_PASSWORD", identity.password(user));
    environment.put("OS_USER_DOMAIN_NAME", SwiftIdentity.DOMAIN_NAME);
    environment.put("OS_PROJECT_NAME", user.project().name());
    environment.put("OS_PROJECT_DOMAIN_NAME", SwiftIdentity.DOMAIN_NAME);
    environment.put("OS_REGION_NAME", region());
    return environment;
  }

  /** The variables of an application credential of the first user. */
  public Map<String, String> applicationEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("OS_AUTH_TYPE", "v3applicationcredential");
    environment.put("OS_AUTH_URL", authUrl());
    environment.put("OS_APPLICATION_CREDENTIAL_ID", people.application().id());
    environment.put("OS_APPLICATION_CREDENTIAL_SECRET", people.application().secret());
    environment.put("OS_REGION_NAME", region());
    return environment;
  }

  /** The variables of TempAuth's user, who has an account of its own. */
  public Map<String, String> tempAuthEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("ST_AUTH", endpoint() + "/auth/v1.0");
    environment.put("ST_USER", people.temp().name());
    environment.put("ST_KEY", identity.password(people.temp()));
    return environment;
  }

  /** Everything that must not be printed. */
  public Set<String> secrets() {
    return Set.of(
        password(),
        identity.password(people.reader()),
        identity.password(people.stranger()),
        identity.password(people.temp()),
        people.application().secret());
  }

  /** A token of the first user, scoped to the project. */
  public String issueToken() {
    return identity.issue(people.member(), true, List.of("password")).text();
  }

  /** Refuses all tokens given out so far. */
  public void revokeTokens() {
    identity.revokeAll();
  }

  /** Refuses the first user's password from now on; {@link #password()} is another one. */
  public void changePassword() {
    identity.changePassword(people.member());
  }

  /**
   * Whether the storage takes the tokens that are given out from now on, as it does not when it and
   * Keystone disagree.
   */
  public void honourNewTokens(boolean good) {
    identity.issuing(good);
  }

  /** Creates a container; one that exists is left as it is. */
  public FakeBucket createContainer(String name) {
    return state
        .blobs()
        .atomically(
            () -> {
              FakeBucket container = state.create(account(), name);
              container.attributes().putIfAbsent("x-storage-policy", SwiftInfo.POLICIES.get(0));
              return container;
            });
  }

  /** Removes a container with all that it holds. */
  public void removeContainer(String name) {
    state
        .blobs()
        .atomically(
            () -> {
              state.container(account(), name).ifPresent(state::remove);
              return true;
            });
  }

  /** The names of all containers. */
  public List<String> containers() {
    return state
        .blobs()
        .atomically(() -> state.containers(account()).stream().map(SwiftState::nameOf).toList());
  }

  /** Stores an object behind the wire, as another program would have left it. */
  public FakeBlob putObject(String container, String key, byte[] content) {
    FakeBlob.Builder blob =
        FakeBlob.builder(key)
            .headers(Map.of("content-type", "application/octet-stream"))
            .content(content);
    return state.blobs().atomically(() -> state.store(existing(container), blob, turn()));
  }

  /** Removes an object behind the wire. */
  public void removeObject(String container, String key) {
    state
        .blobs()
        .atomically(
            () -> {
              state.remove(existing(container), key, turn());
              return true;
            });
  }

  /** Of what happens now. */
  private static long turn() {
    return FakeRequest.head("", "/", FakeHeaders.NONE).turn();
  }

  private FakeBucket existing(String container) {
    return state
        .container(account(), container)
        .orElseThrow(() -> new IllegalArgumentException("no container " + container));
  }

  /** The object as it is stored: of a static large one, the manifest. */
  public Optional<FakeBlob> object(String container, String key) {
    return state.blobs().atomically(() -> existing(container).current(key));
  }

  /** The keys that a listing would give, in order; none of a container that is not there. */
  public List<String> keys(String container) {
    return state
        .blobs()
        .atomically(
            () -> state.container(account(), container).map(FakeBucket::keys).orElse(List.of()));
  }

  /** Flips a bit of an object at rest. Its etag stays that of the bytes that were written. */
  public void corrupt(String container, String key, int atByte) {
    state
        .blobs()
        .atomically(
            () -> {
              FakeBucket found = existing(container);
              FakeBlob blob =
                  found
                      .current(key)
                      .orElseThrow(() -> new IllegalArgumentException("no object " + key));
              byte[] bytes = blob.content().clone();
              bytes[atByte] ^= 1;
              found.replace(blob.toBuilder().content(bytes).build());
              return true;
            });
  }

  /** Removes the objects whose time has come, which listings know until then. */
  public void expire() {
    state
        .blobs()
        .atomically(
            () -> {
              for (FakeBucket container : state.blobs().buckets()) {
                for (String key : container.keys()) {
                  if (container.current(key).filter(state::ended).isPresent()) {
                    state.remove(container, key, turn());
                  }
                }
              }
              return true;
            });
  }

  /** The store itself; containers are called {@code ACCOUNT/NAME}. */
  public FakeBlobs blobs() {
    return state.blobs();
  }

  @Override
  protected void clearStore() {
    state
        .blobs()
        .atomically(
            () -> {
              state.clear();
              return true;
            });
    identity.revokeAll();
    identity.issuing(true);
  }

  /** Settings of a fake. */
  public static final class Builder {
    private boolean legacy;
    private long maxFileSize = SwiftLimits.MAX_FILE_SIZE;
    private int maxSegments = SwiftLimits.MAX_SEGMENTS;
    private List<String> digests = List.of();
    private boolean bulkDelete = true;
    private Duration tokenLife = Duration.ofHours(1);

    private Builder() {}

    /** Swift 2.15.1 as NAVER runs it: no newer features, its container names, tokens of a day. */
    public Builder naver() {
      legacy = true;
      tokenLife = Duration.ofHours(24);
      return this;
    }

    /** The greatest size of one object; Swift's is 5 GiB. */
    public Builder maxFileSize(long bytes) {
      maxFileSize = bytes;
      return this;
    }

    /** How many segments a static large object may have; Swift's default is 1,000. */
    public Builder maxSegments(int number) {
      maxSegments = number;
      return this;
    }

    /** The digests that temporary URLs may have, such as {@code sha256}. */
    public Builder digests(String... names) {
      digests = List.of(names);
      return this;
    }

    /** Knows no deletes of many objects in one request, as some installations do not. */
    public Builder withoutBulkDelete() {
      bulkDelete = false;
      return this;
    }

    /** How long tokens are good. */
    public Builder tokenLife(Duration life) {
      tokenLife = life;
      return this;
    }

    public FakeSwift start() {
      FakeClock clock = new FakeClock();
      SwiftLimits limits =
          new SwiftLimits(
              legacy,
              maxFileSize,
              maxSegments,
              digests.isEmpty() ? SwiftLimits.digestsOf(legacy) : digests,
              bulkDelete);
      return new FakeSwift(
          new SwiftState(new FakeBlobs(clock), clock, limits),
          new SwiftIdentity(clock, tokenLife),
          clock,
          new Port());
    }
  }
}
