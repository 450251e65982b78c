package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** How a store is found by its URL, and what it says of its container. */
public interface OpeningContract extends BlobContract {
  @Case("B001")
  default void isAccessible_reachable_trueInOneRequest(Bench bench) {
    bench.put("k", "there");
    bench.log().clear();
    assertTrue(bench.store().isAccessible());
    assertEquals(1, bench.log().size(), () -> "requests: " + bench.log());
  }

  @Case("B002")
  default void missingContainer_everyCall_saysSo(Bench bench) {
    BlobStore store = bench.closing(bench.harness().openMissingContainer(bench.options()));
    assertFalse(store.isAccessible());
    Expect.failure(ErrorCode.CONTAINER_NOT_FOUND, () -> store.put("k", BlobBody.of("x")));
    Expect.failure(ErrorCode.CONTAINER_NOT_FOUND, () -> Bench.keys(store, listAll()));
    ErrorCode read =
        bench.harness().tellsMissingContainer()
            ? ErrorCode.CONTAINER_NOT_FOUND
            : ErrorCode.NOT_FOUND;
    Expect.failure(read, () -> store.get("k").close());
  }

  private static dev.stowage.blob.ListRequest listAll() {
    return dev.stowage.blob.ListRequest.of("");
  }

  @Case("B003")
  default void credentials_unknownOrDenied_areToldApart(Bench bench) {
    bench.put("k", "there");
    BlobStore unknown = bench.closing(bench.harness().openUnauthenticated(bench.options()));
    BlobStore denied = bench.closing(bench.harness().openDenied(bench.options()));
    bothFail(ErrorCode.UNAUTHENTICATED, unknown);
    bothFail(ErrorCode.PERMISSION_DENIED, denied);
    assertEquals("there", bench.text("k"), "the denied calls must not have changed anything");
  }

  private static void bothFail(ErrorCode code, BlobStore store) {
    Expect.failure(code, "get", () -> store.get("k").close());
    Expect.failure(code, "find", () -> store.find("k"));
    Expect.failure(code, "exists", () -> store.exists("absent"));
    Expect.failure(code, "put", () -> store.put("k", BlobBody.of("x")));
    Expect.failure(code, "delete", () -> store.delete("k"));
    Expect.failure(code, "list", () -> Bench.keys(store, listAll()));
    Expect.failure(code, "isAccessible", store::isAccessible);
  }

  @Case("B004")
  default void url_openedByIt_isTheSameContainer(Bench bench) {
    bench.put("dir/ours", "ours");
    try (BlobStore byUrl = openUrl(bench, bench.harness().url())) {
      assertEquals(
          "ours",
          new String(Bench.bytes(byUrl, "dir/ours"), java.nio.charset.StandardCharsets.UTF_8));
      byUrl.put("dir/theirs", BlobBody.of("theirs"));
      assertEquals(bench.store().capabilities().features(), byUrl.capabilities().features());
    }
    assertEquals("theirs", bench.text("dir/theirs"));
    try (BlobStore byUri =
        BlobStore.open(URI.create(bench.harness().url()), bench.harness().urlOptions())) {
      assertTrue(byUri.exists("dir/ours"));
    }
  }

  private static BlobStore openUrl(Bench bench, String url) {
    return BlobStore.open(url, bench.harness().urlOptions());
  }

  private static String with(String url, String parameter) {
    return url + (url.contains("?") ? "&" : "?") + parameter;
  }

  @Case("B005")
  default void url_unknownParameter_isNamed(Bench bench) {
    StorageException e =
        Expect.refusal(
            bench,
            ErrorCode.INVALID_ARGUMENT,
            "unknown parameter",
            () -> openUrl(bench, with(bench.harness().url(), "colour=blue")).close());
    Expect.says("colour", e);
  }

  @Case("B006")
  default void url_repeatedOrBlankParameter_isRefused(Bench bench) {
    for (String bad : new String[] {"region=a&region=b", "region=", "region", "=a"}) {
      Expect.refusal(
          bench,
          ErrorCode.INVALID_ARGUMENT,
          bad,
          () -> openUrl(bench, with(bench.harness().url(), bad)).close());
    }
  }

  @Case("B007")
  default void url_scheme_ignoresCaseAndNamesTheInstalled(Bench bench) {
    bench.put("k", "there");
    String url = bench.harness().url();
    int colon = url.indexOf(':');
    String upper = url.substring(0, colon).toUpperCase(Locale.ROOT) + url.substring(colon);
    try (BlobStore store = openUrl(bench, upper)) {
      assertTrue(store.exists("k"));
    }
    StorageException e =
        Expect.failure(
            ErrorCode.INVALID_ARGUMENT, () -> openUrl(bench, "nobody-has-this-scheme://x").close());
    Expect.says("nobody-has-this-scheme", e);
    Expect.says(url.substring(0, colon), e);
  }

  @Case("B008")
  default void scheme_claimedTwice_namesBoth() throws IOException {
    Path directory = Files.createTempDirectory("kit-twins");
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Path list = services.resolve("dev.stowage.spi.BlobProvider");
    Files.writeString(list, Twins.One.class.getName() + "\n" + Twins.Two.class.getName() + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader both = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(both);
      String first = messageOfTwin();
      assertTrue(first.contains(Twins.One.class.getName()), first);
      assertTrue(first.contains(Twins.Two.class.getName()), first);
      assertEquals(first, messageOfTwin(), "the same error every time");
    } finally {
      thread.setContextClassLoader(before);
      Files.delete(list);
      Files.delete(services);
      Files.delete(services.resolveSibling(""));
      Files.delete(directory);
    }
  }

  private static String messageOfTwin() {
    return Expect.failure(
            ErrorCode.INVALID_ARGUMENT,
            () -> BlobStore.open("kit-twin://x", OpenOptions.defaults()).close())
        .reason();
  }

  @Case("B013")
  default void isolatedClassLoader_providersAreFound(Bench bench) throws Exception {
    try (IsolatedLoader loader = new IsolatedLoader()) {
      String answer = loader.roundTrip(bench.harness().url(), bench.harness().environment());
      assertEquals("stored and read", answer);
    }
  }
}
