package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Headers and user metadata: kept exactly, or refused. */
public interface AttributeContract extends BlobContract {
  private static PutResult put(Bench bench, String key, PutOptions options) {
    return bench.store().put(key, BlobBody.of("content"), options);
  }

  @Case("B047")
  default void contentType_explicitOrByNameOrNone(Bench bench) throws IOException {
    PutOptions plain = PutOptions.defaults();
    put(bench, "none.html", plain);
    assertEquals("application/octet-stream", bench.info("none.html").contentType());
    if (bench.refuses(
        BlobFeature.HEADERS, () -> put(bench, "k", plain.withContentType("text/css")))) {
      return;
    }
    put(bench, "explicit.html", plain.withContentType("text/css; charset=utf-8"));
    assertEquals("text/css; charset=utf-8", bench.info("explicit.html").contentType());
    put(bench, "named.html", plain.withContentTypeByName());
    assertEquals("text/html", bench.info("named.html").contentType());
    put(bench, "both.html", plain.withContentTypeByName().withContentType("text/plain"));
    assertEquals("text/plain", bench.info("both.html").contentType());
    put(bench, "unknown.zzz", plain.withContentTypeByName());
    assertEquals("application/octet-stream", bench.info("unknown.zzz").contentType());
    for (String bad :
        List.of("nonsense", "text/", "/html", "text/html; =", "a b/c", "", "a/b\r\nx: y")) {
      Expect.refusal(
          bench,
          ErrorCode.INVALID_ARGUMENT,
          "media type " + bad,
          () -> put(bench, "k", plain.withContentType(bad)));
    }
    try (BlobReader reader = bench.store().get("explicit.html")) {
      assertEquals("text/css; charset=utf-8", reader.info().contentType());
    }
  }

  @Case("B048")
  default void headers_roundTripOnEveryPath(Bench bench) throws IOException {
    BlobHeaders headers =
        BlobHeaders.none()
            .withContentType("text/plain; charset=utf-8")
            .withContentLanguage("de-CH")
            .withContentDisposition("attachment; filename=\"a.txt\"; filename*=UTF-8''%C3%A9.txt")
            .withCacheControl("public, max-age=3600")
            .withContentEncoding("identity");
    PutOptions options = PutOptions.defaults().withHeaders(headers).withPartSize(bench.partSize());
    if (bench.refuses(BlobFeature.HEADERS, () -> put(bench, "k", options))) {
      return;
    }
    put(bench, "put", options);
    try (BlobWriter writer = bench.store().openWriter("parts", options)) {
      writer.write(new byte[2 * bench.partSize() + 1]);
      writer.commit();
    }
    for (String key : List.of("put", "parts")) {
      assertEquals(headers, bench.info(key).headers(), key);
      try (BlobReader reader = bench.store().get(key)) {
        assertEquals(headers, reader.info().headers(), key);
      }
    }
    put(bench, "put", PutOptions.defaults());
    assertTrue(bench.info("put").headers().cacheControl().isEmpty(), "a put replaces headers");
  }

  @Case("B049")
  default void contentEncoding_isALabel(Bench bench) throws IOException {
    PutOptions gzip =
        PutOptions.defaults().withHeaders(BlobHeaders.none().withContentEncoding("gzip"));
    byte[] bytes = Expect.bytes(1000, 49);
    if (bench.refuses(
        BlobFeature.HEADERS, () -> bench.store().put("k", BlobBody.of(bytes), gzip))) {
      return;
    }
    bench.store().put("k", BlobBody.of(bytes), gzip);
    Expect.content(bytes, bench.store(), "k");
    assertEquals(1000, bench.info("k").size());
    GetOptions range = GetOptions.defaults().withRange(ByteRange.of(10, 20));
    try (BlobReader reader = bench.store().get("k", range)) {
      assertEquals(1000, reader.info().size());
      org.junit.jupiter.api.Assertions.assertArrayEquals(
          Arrays.copyOfRange(bytes, 10, 30), reader.bytes());
    }
  }

  @Case("B050")
  default void metadata_roundTrips(Bench bench) throws IOException {
    PutOptions plain = PutOptions.defaults();
    PutOptions one = plain.withMetadata(Map.of("Colour", "Light  Blue"));
    if (bench.refuses(BlobFeature.METADATA, () -> put(bench, "k", one))) {
      return;
    }
    put(bench, "k", one.withMetadata(Map.of("Colour", "Light  Blue", "x-2", "MiXed", "n", "7")));
    Map<String, String> expected = Map.of("colour", "Light  Blue", "x-2", "MiXed", "n", "7");
    assertEquals(expected, bench.info("k").metadata());
    try (BlobReader reader = bench.store().get("k")) {
      assertEquals(expected, reader.info().metadata());
    }
    put(bench, "k", plain);
    assertEquals(Map.of(), bench.info("k").metadata(), "a put replaces metadata");
    for (Map<String, String> bad :
        List.of(
            Map.of("", "x"),
            Map.of("a", "1", "A", "2"),
            Map.of("a b", "x"),
            Map.of("é", "x"),
            Map.of("a\nb", "x"),
            Map.of("stowage-x", "x"),
            Map.of("Stowage-Write-Id", "x"))) {
      Expect.refusal(
          bench,
          ErrorCode.INVALID_ARGUMENT,
          bad.toString(),
          () -> put(bench, "k", plain.withMetadata(bad)));
    }
  }

  @Case("B051")
  default void metadata_unusualValues_surviveOrAreRefused(Bench bench) {
    PutOptions plain = PutOptions.defaults();
    if (bench.refuses(
        BlobFeature.METADATA, () -> put(bench, "k", plain.withMetadata(Map.of("v", "%"))))) {
      return;
    }
    for (String value : List.of("100%25", "%", "a=b;c,d", "\"quoted\"", "=?UTF-8?Q?x?=", "+")) {
      put(bench, "k", plain.withMetadata(Map.of("v", value)));
      assertEquals(value, bench.info("k").metadata().get("v"));
    }
    for (String value :
        List.of("", " x", "x ", "é", "世界 😀", "a\tb", "a\nb", "a\u0000b", "\u007F", "\r\nx: y")) {
      boolean kept = survives(bench, value);
      boolean text = value.equals("é") || value.equals("世界 😀");
      assertTrue(
          kept || !text || !bench.limits().unicodeMetadata(), "declared but refused: " + value);
    }
    Expect.refusal(
        bench,
        ErrorCode.INVALID_ARGUMENT,
        "lone surrogate",
        () -> put(bench, "k", plain.withMetadata(Map.of("v", "\uD800"))));
  }

  private static boolean survives(Bench bench, String value) {
    try {
      put(bench, "k", PutOptions.defaults().withMetadata(Map.of("v", value)));
    } catch (StorageException e) {
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), value);
      return false;
    }
    assertEquals(value, bench.info("k").metadata().get("v"));
    return true;
  }

  @Case("B052")
  default void metadata_atTheLimit_worksAndAboveDoesNot(Bench bench) {
    PutOptions plain = PutOptions.defaults();
    int limit = bench.limits().maxMetadataBytes();
    PutOptions full = plain.withMetadata(Map.of("v", "x".repeat(limit - 1)));
    if (bench.refuses(BlobFeature.METADATA, () -> put(bench, "k", full))) {
      return;
    }
    put(bench, "k", full);
    BlobInfo info = bench.info("k");
    assertEquals(limit - 1, info.metadata().getOrDefault("v", "").length());
    StorageException e =
        Expect.refusal(
            bench,
            ErrorCode.INVALID_ARGUMENT,
            "above the limit",
            () -> put(bench, "k", plain.withMetadata(Map.of("v", "x".repeat(limit)))));
    Expect.says(String.valueOf(limit), e);
    if (bench.has(BlobFeature.CREATE_ONLY)) {
      put(bench, "conditional", full.withCondition(dev.stowage.blob.WriteCondition.ifAbsent()));
      assertEquals(info.metadata(), bench.info("conditional").metadata());
    }
  }
}
