package dev.stowage.oci;

import com.oracle.bmc.http.client.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A response for the SDK. */
final class SdkResponse implements HttpResponse {
  private final dev.stowage.http.HttpResponse response;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private boolean streamed;

  SdkResponse(dev.stowage.http.HttpResponse response) {
    this.response = response;
    headers.putAll(response.headers().toMap());
  }

  @Override
  public int status() {
    return response.status();
  }

  @Override
  public Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public @Nullable String header(String name) {
    return response.headers().first(name).orElse(null);
  }

  /** The stream is the caller's now; closing the response leaves it open. */
  @Override
  public CompletionStage<InputStream> streamBody() {
    streamed = true;
    return CompletableFuture.completedFuture(response.body());
  }

  private interface Reading<T> {
    T read(byte[] bytes) throws IOException;
  }

  private <T> CompletionStage<T> whole(Reading<T> reading) {
    try (InputStream body = response.body()) {
      return CompletableFuture.completedFuture(reading.read(body.readAllBytes()));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public <T> CompletionStage<T> body(Class<T> type) {
    return whole(bytes -> SdkJson.read(bytes, type));
  }

  @Override
  public <T> CompletionStage<List<T>> listBody(Class<T> type) {
    return whole(bytes -> SdkJson.readList(bytes, type));
  }

  @Override
  public CompletionStage<String> textBody() {
    return whole(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    if (streamed) {
      return;
    }
    try {
      response.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
