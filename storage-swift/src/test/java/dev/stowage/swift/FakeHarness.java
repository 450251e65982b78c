package dev.stowage.swift;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.wire.WireHarness;
import dev.stowage.fakes.swift.FakeSwift;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;

/** A container of its own on a fake; what large objects leave behind is looked at. */
final class FakeHarness {
  private static final String TEMP_URL_KEY = "key-of-the-kit";

  /** On NAVER a name has thirty characters, and that of the segments' container nine more. */
  private static final int ENOUGH = 12;

  private FakeHarness() {}

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static BlobHarness open(FakeSwift fake, String scheme, boolean onTheWire) {
    String container = UUID.randomUUID().toString().substring(0, 23);
    fake.createContainer(container).attributes().put("x-container-meta-temp-url-key", TEMP_URL_KEY);
    String url = scheme + "://" + container + "/";
    Map<String, String> nobody = new HashMap<>(fake.environment());
    nobody.put("OS_PASSWORD", "not-the-password");
    DriverHarness driver =
        DriverHarness.of(url + query(fake.environment()))
            .with(OpenOptions.defaults().withEnvironment(Map.of()))
            .withMissing(url.replace(container, "missing") + query(fake.environment()))
            .withNativeType(SwiftClient.class)
            .onClose(() -> empty(fake, container));
    Set<String> secrets = new HashSet<>(fake.secrets());
    secrets.add(TEMP_URL_KEY);
    WireHarness harness =
        WireHarness.of(fake, driver)
            .thatHidesMissingContainers()
            .withSecrets(secrets)
            .withUnknownCredentials(
                options -> BlobStore.open(url + query(nobody), options.withEnvironment(Map.of())));
    return onTheWire
        ? harness.onTheWire(new SwiftDialect(container, container.substring(0, ENOUGH)))
        : harness;
  }

  /** Keystone is another host, as it mostly is: so tokens leave no open connection to Swift. */
  static String query(Map<String, String> environment) {
    Map<String, String> elsewhere = new HashMap<>(environment);
    elsewhere.computeIfPresent("OS_AUTH_URL", (name, url) -> url.replace("127.0.0.1", "localhost"));
    return "?credential=file:" + OpenRc.of(elsewhere);
  }

  private static void empty(FakeSwift fake, String container) {
    fake.removeContainer(container);
    for (String name : fake.containers()) {
      if (name.startsWith(container.substring(0, ENOUGH)) && name.endsWith("_segments")) {
        List<String> left = fake.keys(name);
        fake.removeContainer(name);
        Assertions.assertEquals(List.of(), left, "segments that nothing uses");
      }
    }
  }
}
