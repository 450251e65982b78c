package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.fakes.gcs.FakeGcs;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A store over the caller's own client, and our client out of a store. */
class GcsNativeClientTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  private static Storage client() throws Exception {
    ServiceAccountCredentials key =
        ServiceAccountCredentials.fromStream(
            new ByteArrayInputStream(FAKE.keyFile().getBytes(StandardCharsets.UTF_8)));
    return StorageOptions.http()
        .setHost(FAKE.endpoint().toString())
        .setProjectId(FAKE.project())
        .setCredentials(key)
        .setTransportOptions(
            HttpTransportOptions.newBuilder()
                .setHttpTransportFactory(NetHttpTransport::new)
                .build())
        .build()
        .getService();
  }

  @Test
  void callersOwnClient_doesEverythingThroughItsOwnTransport() throws Exception {
    FAKE.createBucket("own");
    try (Storage client = client();
        BlobStore store = GcsProvider.open(client, "own")) {
      byte[] large = new byte[300_000];
      large[7] = 1;
      String etag = store.put("a b/ü+%41", BlobBody.of(large)).etag();
      assertArrayEquals(large, store.get("a b/ü+%41").bytes());
      assertEquals(
          1,
          store.get("a b/ü+%41", GetOptions.defaults().withRange(ByteRange.of(7, 1))).bytes()[0]);
      assertEquals(etag, store.find("a b/ü+%41").orElseThrow().etag());
      store.put("text", BlobBody.of("x"), PutOptions.ifAbsent().withMetadata(Map.of("k", "é")));
      assertEquals("é", store.find("text").orElseThrow().metadata().get("k"));
      try (var keys = store.list(ListRequest.of(""))) {
        assertEquals(2, keys.count());
      }
      store.deleteAll(List.of("text", "none"));
      assertEquals(List.of("a b/ü+%41"), FAKE.keys("own"));
      assertSame(client, store.unwrap(Storage.class).orElseThrow());
      assertTrue(
          FAKE.journal().requests().stream()
              .anyMatch(r -> r.headers().first("User-Agent").orElse("").contains("Java")),
          "the requests come from the client's transport");
    }
  }

  @Test
  void unwrappedClient_worksOnOurTransport() {
    FAKE.createBucket("ours");
    String url = "gs://ours" + FakeHarness.query(FAKE, FAKE.keyFile());
    try (BlobStore store = BlobStore.open(url, OpenOptions.defaults().withEnvironment(Map.of()))) {
      Storage client = store.unwrap(Storage.class).orElseThrow();
      client.create(
          com.google.cloud.storage.BlobInfo.newBuilder("ours", "k").build(),
          "native".getBytes(StandardCharsets.UTF_8));
      assertEquals("native", store.get("k").text());
      store.put("l", BlobBody.of("portable"));
      assertEquals(
          "portable", new String(client.readAllBytes("ours", "l"), StandardCharsets.UTF_8));
      int count = 0;
      for (var blob : client.list("ours").iterateAll()) {
        count += blob.getName().isEmpty() ? 0 : 1;
      }
      assertEquals(2, count);
      assertTrue(client.delete("ours", "k"));
    }
  }
}
