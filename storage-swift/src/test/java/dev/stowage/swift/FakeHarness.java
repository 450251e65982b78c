package dev.stowage.swift;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.wire.WireHarness;
import dev.stowage.fakes.swift.FakeSwift;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;

/** A container of its own on a fake; what large objects leave behind is looked at. */
final class FakeHarness {

  private FakeHarness() {}

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static BlobHarness open(FakeSwift fake, String scheme, boolean onTheWire) {
    String container = "kit-" + UUID.randomUUID().toString().substring(0, 20);
    fake.createContainer(container)
        .attributes()
        .put("x-container-meta-temp-url-key", "key-of-the-kit");
    OpenOptions options = OpenOptions.defaults().withEnvironment(fake.environment());
    String query = "?endpoint=" + fake.authUrl();
    DriverHarness driver =
        DriverHarness.of(scheme + "://" + container + query)
            .with(options)
            .withMissing(
                scheme + "://missing-" + UUID.randomUUID().toString().substring(0, 20) + query)
            .withNativeType(SwiftClient.class)
            .onClose(() -> empty(fake, container));
    Set<String> secrets = new HashSet<>(fake.secrets());
    secrets.add("key-of-the-kit");
    WireHarness harness =
        WireHarness.of(fake, driver)
            .withSecrets(secrets)
            .withUnknownCredentials(
                given ->
                    BlobStore.open(
                        scheme + "://" + container + query,
                        given
                            .withEnvironment(fake.environment())
                            .withCredentials(
                                Credentials.of(
                                    Map.of("username", "nobody", "password", "wrong")))));
    return onTheWire ? harness.onTheWire(new SwiftDialect(container)) : harness;
  }

  private static void empty(FakeSwift fake, String container) {
    List<String> left =
        fake.containers().stream().filter(name -> isSegmentsOf(container, name)).toList();
    for (String name : left) {
      Assertions.assertEquals(List.of(), fake.keys(name), "segments that nothing uses");
      fake.removeContainer(name);
    }
    fake.removeContainer(container);
  }

  /** On NAVER the name is shortened. */
  private static boolean isSegmentsOf(String container, String name) {
    return name.endsWith("_segments") && name.startsWith(container.substring(0, 12));
  }
}
