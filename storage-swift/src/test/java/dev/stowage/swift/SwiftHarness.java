package dev.stowage.swift;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.blob.Faults;
import dev.stowage.conformance.blob.RawBlobs;
import dev.stowage.conformance.blob.RequestLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;

/** A container of its own on the real server; what its large objects leave behind is looked at. */
final class SwiftHarness implements BlobHarness {
  private final OpenOptions options =
      OpenOptions.defaults().withEnvironment(SwiftServer.tokenEnvironment());
  private final String container = "kit-" + UUID.randomUUID();
  private final SwiftClient client = SwiftClient.open("swift:", options);
  private final BlobService service = BlobService.open("swift:", options);
  private final DriverHarness inner = DriverHarness.of(url()).with(options);

  SwiftHarness() {
    try {
      // In three copies: of one alone, Swift itself answers 404 to a read that meets an overwrite.
      SwiftCall create = SwiftCall.container("PUT", container).empty();
      client.wire().expect(create.header("X-Storage-Policy", "silver")).close();
      client.objects(container).setContainerMetadata(Map.of("Temp-URL-Key", "key-of-the-kit"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public BlobStore open(OpenOptions given) {
    return inner.open(given);
  }

  @Override
  public String url() {
    return "swift://" + container;
  }

  @Override
  public OpenOptions urlOptions() {
    return options;
  }

  @Override
  public Map<String, String> environment() {
    return SwiftServer.tokenEnvironment();
  }

  @Override
  public BlobStore openMissingContainer(OpenOptions given) {
    return BlobStore.open("swift://missing-" + UUID.randomUUID(), merged(given));
  }

  private static OpenOptions merged(OpenOptions given) {
    return given.withEnvironment(SwiftServer.tokenEnvironment());
  }

  /** Swift answers 404 for both, in the same words. */
  @Override
  public boolean tellsMissingContainer() {
    return false;
  }

  @Override
  public BlobStore openUnauthenticated(OpenOptions given) {
    return BlobStore.open(url(), SwiftServer.nobody(given));
  }

  @Override
  public BlobStore openDenied(OpenOptions given) {
    return BlobStore.open(url(), SwiftServer.stranger(given));
  }

  @Override
  public RawBlobs raw() {
    return inner.raw();
  }

  @Override
  public Faults faults() {
    return inner.faults();
  }

  @Override
  public RequestLog log() {
    return inner.log();
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return Optional.of(SwiftClient.class);
  }

  @Override
  public Set<String> secrets() {
    return Set.of("demo-password", "key-of-the-kit");
  }

  @Override
  public void close() {
    inner.close();
    service.delete(container);
    String segments = container + "_segments";
    if (service.exists(segments)) {
      try (BlobStore left = service.store(segments)) {
        List<String> names = left.list("").map(blob -> blob.key()).toList();
        left.deleteAll(names);
        service.delete(segments);
        Assertions.assertEquals(List.of(), names, "segments that nothing uses");
      }
    }
    service.close();
    client.close();
  }
}
