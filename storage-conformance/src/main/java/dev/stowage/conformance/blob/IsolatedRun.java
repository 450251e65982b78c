package dev.stowage.conformance.blob;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What {@link IsolatedLoader} runs; talks to the outside in classes of the platform only. */
public final class IsolatedRun implements Function<Map<String, String>, String> {
  static final String URL = "kit.url";

  @Override
  public String apply(Map<String, String> arguments) {
    Map<String, String> environment = new HashMap<>(arguments);
    String url = environment.remove(URL);
    OpenOptions options = OpenOptions.defaults();
    if (!environment.isEmpty()) {
      options = options.withEnvironment(environment);
    }
    try (BlobStore store = BlobStore.open(String.valueOf(url), options)) {
      store.put("isolated", BlobBody.of("stored and read"));
      return new String(Bench.bytes(store, "isolated"), StandardCharsets.UTF_8);
    }
  }
}
