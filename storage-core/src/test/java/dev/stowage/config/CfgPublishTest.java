package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CFG-SIGN-1 and CFG-SIGN-2, as far as places without signatures show them. */
class CfgPublishTest {
  private final TestConfigs test = new TestConfigs();
  private final StorageConfigs configs = test.configs;

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  @DisplayName("CFG-SIGN-1 a policy that the place cannot keep is refused up front")
  void sign1_refusedUpFront() {
    ConfigRequest request = TestConfigs.at(TestConfigs.place());
    Refusals.argument(
        "signed_urls_enabled", () -> configs.create(request.withSignedUrls(SignedUrlPolicy.on())));
    SignedUrlPolicy eightDays = SignedUrlPolicy.off().withExpiry(Duration.ofDays(8));
    Refusals.argument(
        "signed_urls_expiry", () -> configs.create(request.withSignedUrls(eightDays)));
    StorageConfig config = configs.create(request);
    Refusals.argument(
        "signed_urls_expiry",
        () -> configs.update(config.id(), ConfigUpdate.none().withSignedUrls(eightDays)));
    for (Duration life :
        new Duration[] {
          Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMillis(1500), Duration.ofMillis(1)
        }) {
      Refusals.argument("signed_urls_expiry", () -> SignedUrlPolicy.on().withExpiry(life));
    }
  }

  @Test
  @DisplayName("CFG-SIGN-2 the key of a result is the path, a slash and the name")
  void sign2_key() {
    String url = TestConfigs.place();
    StorageConfig config = test.valid(url + "/");
    try (ResultPublisher publisher = configs.publisher();
        BlobStore bucket = BlobStore.open(url.replace("/results", ""))) {
      PublishedResult result = publisher.publish(config.id(), "2026/a b.json", BlobBody.of("{}"));
      assertEquals(url + "/2026/a%20b.json", result.url());
      assertEquals(Optional.empty(), result.signedUrl());
      try (BlobReader reader = bucket.get("results/2026/a b.json")) {
        assertEquals("{}", new String(reader.readAllBytes(), StandardCharsets.UTF_8));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      for (String name : new String[] {"", "/a.json"}) {
        Refusals.argument("name", () -> publisher.publish(config.id(), name, BlobBody.of("{}")));
      }
      PutOptions onlyNew = PutOptions.ifAbsent();
      Refusals.of(
          ErrorCode.ALREADY_EXISTS,
          () -> publisher.publish(config.id(), "2026/a b.json", BlobBody.of("1"), onlyNew));
    }
  }

  @Test
  @DisplayName("CFG-SIGN-2 a changed configuration is used as it is from then on")
  void sign2_afterChange() {
    String first = TestConfigs.place();
    String second = TestConfigs.place();
    StorageConfig config = test.valid(first);
    ResultPublisher publisher = configs.publisher();
    publisher.publish("a", BlobBody.of("1"));
    configs.update(config.id(), ConfigUpdate.none().withUrl(second));
    configs.awaitTested(config.id(), TestConfigs.PATIENCE);
    assertTrue(publisher.publish("b", BlobBody.of("1")).url().startsWith(second));
    assertEquals(1, TestConfigs.blobs(first));
    assertEquals(1, TestConfigs.blobs(second));
    publisher.close();
    publisher.close();
    Refusals.of(ErrorCode.CLOSED, () -> publisher.publish("c", BlobBody.of("1")));
  }
}
