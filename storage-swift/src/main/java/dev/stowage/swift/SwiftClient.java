package dev.stowage.swift;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportOptions;
import dev.stowage.spi.Failure;
import dev.stowage.spi.Stores;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One account of Swift: what no other service has, beside the stores of its containers. Comes from
 * {@code store.unwrap(SwiftClient.class)} or {@link #open}.
 *
 * <p>Thread-safe. Its methods send what they say and try nothing again, but a token that expired is
 * renewed. What fails is an {@link IOException}; its message has Swift's words.
 */
public final class SwiftClient implements AutoCloseable {
  private final SwiftSettings settings;
  private final OpenOptions options;
  private final HttpTransport transport;
  private final SwiftWire wire;
  private final AtomicInteger users;
  private volatile @Nullable SwiftInfo info;

  SwiftClient(SwiftSettings settings, OpenOptions options) {
    this(settings, options, HttpTransport.create(patient(options.transport())));
  }

  /**
   * A proxy that has to ask Keystone about a token may take longer than the usual second to say
   * whether it wants a body; sent in vain, one that can be read only once would be lost.
   */
  private static TransportOptions patient(TransportOptions given) {
    return given.continueTimeout().equals(TransportOptions.defaults().continueTimeout())
        ? given.withContinueTimeout(Duration.ofSeconds(10))
        : given;
  }

  private SwiftClient(SwiftSettings settings, OpenOptions options, HttpTransport transport) {
    this.settings = settings;
    this.options = options;
    this.transport = transport;
    this.wire = new SwiftWire(transport, new Sessions(login(settings, transport), options.pacer()));
    this.users = new AtomicInteger(1);
  }

  private static Login login(SwiftSettings settings, HttpTransport transport) {
    return switch (settings.identity().method()) {
      case V1 -> new TempAuthLogin(settings, transport);
      case NONE -> new FixedLogin(new Session(null, url(settings), Instant.MAX));
      case TOKEN ->
          settings.storageUrl().isPresent()
              ? new FixedLogin(
                  new Session(settings.identity().require("token"), url(settings), Instant.MAX))
              : new KeystoneLogin(settings, transport);
      case PASSWORD, APPLICATION -> new KeystoneLogin(settings, transport);
    };
  }

  private static String url(SwiftSettings settings) {
    return settings.storageUrl().orElseThrow();
  }

  private record FixedLogin(Session session) implements Login {
    @Override
    public Session login() {
      return session;
    }

    @Override
    public boolean renewable() {
      return false;
    }
  }

  /** Opens an account by a URL such as {@code swift:?region=RegionOne}; sends no request. */
  public static SwiftClient open(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    if (!new SwiftBlobProvider().schemes().contains(parsed.scheme())) {
      throw StorageException.invalidArgument(parsed.scheme() + ": is no scheme of this provider");
    }
    return new SwiftClient(new SwiftSettings(parsed, options), options);
  }

  /** One container, on this client's connections and token; closing the store leaves the client. */
  public BlobStore store(String container) {
    return Stores.blobs(new SwiftBlobDriver(this, checked(container), false), options);
  }

  /** What only Swift can do in a container. */
  public SwiftObjects objects(String container) {
    return new SwiftObjects(this, checked(container));
  }

  private String checked(String container) {
    String problem = settings.nameProblem(container);
    if (problem != null || container.isEmpty()) {
      throw StorageException.invalidArgument(
          problem == null ? "the container has no name" : problem);
    }
    return container;
  }

  /** What the cluster says of itself; asked once. */
  public SwiftInfo info() throws IOException {
    SwiftInfo known = info;
    if (known == null) {
      known = SwiftInfo.ask(wire);
      info = known;
    }
    return known;
  }

  /**
   * How much there is.
   *
   * @param metadata by lower-case name, without what all names have in common
   */
  public record Usage(long containers, long objects, long bytes, Map<String, String> metadata) {
    /** Prints names only, since keys for temporary URLs are among the values. */
    @Override
    public String toString() {
      return "Usage[containers="
          + containers
          + ", objects="
          + objects
          + ", bytes="
          + bytes
          + ", metadata="
          + metadata.keySet()
          + "]";
    }
  }

  /** What the account holds. */
  public Usage account() throws IOException {
    try (HttpResponse response = wire.expect(SwiftCall.account("HEAD"))) {
      HttpHeaders headers = response.headers();
      return new Usage(
          number(headers, "X-Account-Container-Count"),
          number(headers, "X-Account-Object-Count"),
          number(headers, "X-Account-Bytes-Used"),
          ContainerHeaders.metadata(headers, "x-account-meta-"));
    }
  }

  static long number(HttpHeaders headers, String name) {
    String value = headers.first(name).orElse("0");
    return value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
  }

  /** Sets metadata of the account, such as {@code Temp-URL-Key}; an empty value removes one. */
  public void setAccountMetadata(Map<String, String> metadata) throws IOException {
    SwiftCall post = SwiftCall.account("POST").empty();
    metadata.forEach((name, value) -> post.header("X-Account-Meta-" + name, value));
    wire.expect(post).close();
  }

  /** Sets the key that temporary URLs of the whole account are signed with. */
  public void setTempUrlKey(String key) throws IOException {
    setAccountMetadata(Map.of("Temp-URL-Key", key));
  }

  /** What a failure of this client or its objects means, in the words that stores use. */
  public static StorageException failure(IOException thrown) {
    Failure failure = SwiftFailures.classify(thrown);
    boolean answered = failure.httpStatus() > 0;
    StorageException.Builder builder =
        StorageException.builder(
            answered ? failure.code() : ErrorCode.UNAVAILABLE, failure.message());
    if (answered) {
      builder.httpStatus(failure.httpStatus());
    }
    return builder
        .requestId(failure.requestId().orElse(null))
        .retryable(!answered || failure.retryable())
        .cause(thrown)
        .build();
  }

  SwiftSettings settings() {
    return settings;
  }

  SwiftWire wire() {
    return wire;
  }

  Pacer pacer() {
    return options.pacer();
  }

  /** This client for one more user, who closes it as well. */
  SwiftClient another() {
    users.incrementAndGet();
    return this;
  }

  /** Ends connections; the token runs out by itself. */
  @Override
  public void close() {
    if (users.decrementAndGet() == 0) {
      transport.close();
    }
  }

  @Override
  public String toString() {
    return "SwiftClient[" + settings.scheme() + ":]";
  }
}
