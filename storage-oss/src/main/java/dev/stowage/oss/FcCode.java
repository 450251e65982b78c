package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.function.Code;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.CallScope;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets code to where Function Compute reads it: an object stays where it is, a small archive goes
 * into the request, and all else into a bucket, from where it is deleted afterwards.
 */
final class FcCode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OSS_HOST =
      Pattern.compile("([a-z0-9-]+)\\.oss-([a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com");
  private static final int MAX_REDIRECTS = 5;

  private final FcConfig config;
  private final OssApi oss;
  private final Supplier<BlobStore> opening;
  private final HttpTransport transport;
  private @Nullable BlobStore staging;

  FcCode(FcConfig config, OssApi oss, Supplier<BlobStore> opening, HttpTransport transport) {
    this.config = config;
    this.oss = oss;
    this.opening = opening;
    this.transport = transport;
  }

  /** What a request says of the code, and what has to go once the service has it. */
  record Placed(@Nullable ObjectNode code, @Nullable Runnable cleanup) implements AutoCloseable {
    @Override
    public void close() {
      if (cleanup != null) {
        cleanup.run();
      }
    }
  }

  static boolean fetchable(URI url) {
    return Set.of("https", "http", "oss").contains(url.getScheme().toLowerCase(Locale.ROOT));
  }

  /** Whether this takes more than a few requests, so that it is worth asking for the function. */
  boolean isWork(Code code) throws IOException {
    return switch (code.kind()) {
      case URL -> true;
      case FILE -> staged(Files.size(code.file()));
      case INLINE -> staged(code.inline().length);
      case BLOB, IMAGE -> false;
    };
  }

  private boolean staged(long size) {
    return size > (config.stages() ? FcLimits.COMFORTABLE : FcLimits.MAX_INLINE);
  }

  Placed place(String function, Code code) throws IOException {
    return switch (code.kind()) {
      case IMAGE -> new Placed(null, null);
      case BLOB -> new Placed(object(code.blob().container(), code.blob().key()), null);
      case INLINE -> {
        byte[] zip = code.inline();
        yield staged(zip.length) ? stage(function, BlobBody.of(zip)) : inline(zip);
      }
      case FILE ->
          staged(Files.size(code.file()))
              ? stage(function, BlobBody.of(code.file()))
              : inline(Files.readAllBytes(code.file()));
      case URL -> url(function, code.url());
    };
  }

  private static Placed inline(byte[] zip) {
    ObjectNode code = JSON.createObjectNode();
    return new Placed(code.put("zipFile", Base64.getEncoder().encodeToString(zip)), null);
  }

  /** Looks at the object first: the service would say less clearly what is wrong with it. */
  private ObjectNode object(String bucket, String key) throws IOException {
    HttpHeaders headers;
    try {
      headers = oss.forBucket(bucket).head(key, null, Map.of());
    } catch (ServiceException e) {
      Failure failure = OssFailures.classify(e);
      throw StorageException.builder(
              failure.code(), "the code oss://" + bucket + "/" + key + ": " + failure.message())
          .retryable(failure.retryable())
          .cause(e)
          .build();
    }
    long size = OssReplies.whole(key, headers).size();
    if (size > FcLimits.MAX_ARCHIVE) {
      throw tooLarge(size);
    }
    ObjectNode code = JSON.createObjectNode();
    code.put("ossBucketName", bucket).put("ossObjectName", key);
    headers.first("x-oss-hash-crc64ecma").ifPresent(sum -> code.put("checksum", sum));
    return code;
  }

  private static StorageException tooLarge(long size) {
    return StorageException.of(
        ErrorCode.TOO_LARGE, "the code has " + size + " bytes; at most " + FcLimits.MAX_ARCHIVE);
  }

  private synchronized BlobStore staging() {
    if (!config.stages()) {
      throw StorageException.invalidArgument(
          "the code is too large for a request; add staging=bucket/prefix to the URL");
    }
    if (staging == null) {
      staging = opening.get();
    }
    return staging;
  }

  private Placed stage(String function, BlobBody body) throws IOException {
    BlobStore store = staging();
    String key = config.stagingPrefix() + function + "-" + UUID.randomUUID() + ".zip";
    store.put(key, body, PutOptions.defaults());
    Runnable cleanup = config.keepStaged() ? null : () -> store.delete(key);
    try {
      return new Placed(object(config.stagingBucket(), key), cleanup);
    } catch (IOException | RuntimeException e) {
      if (cleanup != null) {
        cleanup.run();
      }
      throw e;
    }
  }

  /** An object of this region is taken as it is; anything else is fetched. */
  private Placed url(String function, URI url) throws IOException {
    boolean bare = url.getRawQuery() == null;
    String host = url.getHost() == null ? "" : url.getHost();
    String key = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
    if ("oss".equalsIgnoreCase(url.getScheme())) {
      return new Placed(object(url.getAuthority(), key), null);
    }
    Matcher own = OSS_HOST.matcher(host);
    if (bare && own.matches() && own.group(2).equals(config.region())) {
      return new Placed(object(own.group(1), key), null);
    }
    Path file = Files.createTempFile("stowage-code", ".zip");
    try {
      fetch(url, file);
      if (config.stages()) {
        return stage(function, BlobBody.of(file));
      }
      if (staged(Files.size(file))) {
        throw tooLarge(Files.size(file));
      }
      return inline(Files.readAllBytes(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Nothing of the URL goes into a message: it may be signed. */
  private void fetch(URI url, Path file) throws IOException {
    URI from = url;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      HttpRequest.Builder request = HttpRequest.builder("GET", from);
      CallScope.deadline().ifPresent(request::deadline);
      try (HttpResponse reply = transport.send(request.build())) {
        Optional<String> elsewhere = reply.headers().first("Location");
        if (reply.status() >= 300 && reply.status() < 400 && elsewhere.isPresent()) {
          from = redirected(from, elsewhere.get());
          continue;
        }
        if (reply.status() != 200) {
          throw StorageException.of(
              reply.status() >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_ARGUMENT,
              "the code cannot be fetched from " + from.getHost() + ": HTTP " + reply.status());
        }
        save(reply.body(), file);
        return;
      }
    }
    throw StorageException.invalidArgument("the URL of the code leads from one to another");
  }

  private static URI redirected(URI from, String to) {
    URI next;
    try {
      next = from.resolve(to);
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument("the URL of the code leads to what is no URL");
    }
    boolean secure = "https".equalsIgnoreCase(next.getScheme());
    boolean plain = "http".equalsIgnoreCase(next.getScheme());
    if (!secure && (!plain || "https".equalsIgnoreCase(from.getScheme()))) {
      throw StorageException.invalidArgument("the URL of the code leads out of https");
    }
    return next;
  }

  private static void save(InputStream body, Path file) throws IOException {
    long size = 0;
    byte[] buffer = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        if (size == 0 && n >= 2 && (buffer[0] != 'P' || buffer[1] != 'K')) {
          throw StorageException.invalidArgument("the URL of the code gives no ZIP archive");
        }
        size += n;
        if (size > FcLimits.MAX_ARCHIVE) {
          throw tooLarge(size);
        }
        out.write(buffer, 0, n);
      }
    }
    if (size == 0) {
      throw StorageException.invalidArgument("the URL of the code gives nothing");
    }
  }

  OssApi oss() {
    return oss;
  }

  @Override
  public synchronized void close() {
    if (staging != null) {
      staging.close();
    }
    transport.close();
    oss.wire().close();
  }
}
