package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What has to come out to the byte. */
class SwiftVectorsTest {
  private static Segment segment(String etag, String range) {
    return new Segment("c", "s", 2, etag, range);
  }

  @Test
  void sloEtag_isTheMd5OfTheEtags() {
    assertEquals(
        "19b30e4dbf4d8b8763a865e4c3328eab",
        Manifests.etagOf(
            List.of(
                new Segment("c", "1", 3, md5("aaa")),
                new Segment("c", "2", 3, md5("bbb")),
                new Segment("c", "3", 1, md5("c")))));
  }

  @Test
  void sloEtag_ofRanges_namesThem() {
    List<Segment> ranged = List.of(segment(md5("aaa"), "0-1"), segment(md5("bbb"), null));
    assertEquals("ae4a58fe0756679190cc3f737e494f7d", Manifests.etagOf(ranged));
  }

  private static String md5(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("MD5")
                  .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tempUrl_signature() {
    assertEquals(
        "4795fc3c0d3abfdf2c5eeca87788b873817d9680",
        TempUrls.signature("sha1", "mykey", "GET", 1_400_000_000L, "/v1/AUTH_p/c/o", false));
  }

  @Test
  void manifest_isReadInItsOtherSpelling() throws IOException {
    String json =
        "[{\"name\": \"/seg/a/b\", \"bytes\": 5, \"hash\": \"abc\", \"range\": \"0-1\"},"
            + " {\"name\": \"/seg/ü\", \"bytes\": 6, \"hash\": \"def\"}]";
    List<Segment> read =
        Manifests.parse(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    assertEquals(
        List.of(
            new Segment("seg", "a/b", 5, "abc", "0-1"), new Segment("seg", "ü", 6, "def", null)),
        read);
    assertEquals(
        "[{\"path\":\"/seg/a/b\",\"etag\":\"abc\",\"size_bytes\":5,\"range\":\"0-1\"},"
            + "{\"path\":\"/seg/ü\",\"etag\":\"def\",\"size_bytes\":6}]",
        Manifests.json(read));
  }

  @Test
  void bulkAnswer_whatTheBodySaysCounts() throws IOException {
    BulkDeletes.Outcome failed =
        BulkDeletes.parse(
            "{\"Response Status\": \"400 Bad Request\", \"Response Body\": \"\","
                + " \"Number Deleted\": 1, \"Number Not Found\": 0,"
                + " \"Errors\": [[\"/c/a%20b%2B\", \"401 Unauthorized\"]]}");
    assertEquals(400, failed.status());
    assertEquals(Map.of("/c/a b+", 401), failed.failures());
    assertTrue(
        BulkDeletes.parse(
                "{\"Response Status\": \"400 Bad Request\", \"Errors\": [],"
                    + " \"Response Body\": \"Max delete failures exceeded\"}")
            .stopped());
    assertEquals(502, BulkDeletes.parse("{\"Response Status\": \"502 Bad Gateway\"}").status());
  }

  @Test
  void bulkLine_isEncodedAsLittleAsPossible() {
    assertEquals("/c/a%20b%25c%0Aé世", BulkDeletes.line("/c/a b%c\né世"));
  }

  @Test
  void metadata_longValues_continueAndComeBack() {
    String value = "é".repeat(200) + " " + "x".repeat(300);
    Map<String, String> sent = SwiftMetadata.encode(Map.of("v", value, "w", "short"));
    assertTrue(
        sent.values().stream().allMatch(v -> v.getBytes(StandardCharsets.UTF_8).length <= 256));
    assertTrue(sent.values().stream().allMatch(v -> v.equals(v.strip())));
    assertEquals(Map.of("v", value, "w", "short"), SwiftMetadata.decode(sent));
    for (String bad : List.of("", " x", "x ", "a\nb", "a\u0000b")) {
      assertThrows(StorageException.class, () -> SwiftMetadata.encode(Map.of("v", bad)), bad);
    }
  }

  @Test
  void names_ofSegments_leadBackToTheirObject() {
    String id = SegmentNames.newId(Instant.parse("2026-01-02T03:04:05.678901Z"));
    assertTrue(SegmentNames.isId(id), id);
    for (boolean document : new boolean[] {true, false}) {
      SegmentNames names = new SegmentNames(document);
      for (String key : List.of("a", "a/slo/b", "dir/é 1", "segments-for-x")) {
        String name = names.segment(key, id, 12);
        assertEquals(Optional.of(key), SegmentNames.stemOf(name), name);
        assertEquals(OptionalInt.of(12), names.number(names.prefix(key, id), name));
        assertTrue(SegmentNames.isNamedAfter(key, name));
        assertFalse(SegmentNames.isNamedAfter("other", name));
      }
    }
    assertEquals(
        Optional.of("big"),
        SegmentNames.stemOf("big/slo/1415926535.123456/1073741824/10485760/00000007"));
    assertEquals(Optional.of("big"), SegmentNames.stemOf("segments-for-big/segment-7"));
    String longest = "k".repeat(1024);
    assertTrue(new SegmentNames(false).segment(longest, id, 1000).length() <= 1024);
    SegmentNames.Note note = SegmentNames.note(SegmentNames.note(longest, id)).orElseThrow();
    assertTrue(note.shortened());
    assertEquals(id, note.id());
  }

  @Test
  void naver_namesOfContainers() {
    assertNull(NaverPreset.nameProblem("abc"));
    assertTrue(String.valueOf(NaverPreset.nameProblem("ab")).contains("3"));
    assertTrue(String.valueOf(NaverPreset.nameProblem("x".repeat(31))).contains("30"));
    assertEquals("abc_segments", NaverPreset.segmentsOf("abc"));
    String segments = NaverPreset.segmentsOf("x".repeat(30));
    assertNull(NaverPreset.nameProblem(segments), segments);
    assertFalse(segments.equals(NaverPreset.segmentsOf("x".repeat(29))));
  }

  @Test
  void cloudsYaml_theUsualSpellings() {
    Map<String, Object> parsed =
        CloudsYaml.parse(
            String.join(
                "\n",
                "# a comment",
                "clouds:",
                "  one:",
                "    auth:",
                "      auth_url: https://x:5000/v3   # with a comment",
                "      password: \"p#ss: \\\"w\"",
                "      username: 'it''s'",
                "    regions:",
                "      - A",
                "    region_name: B",
                "  two:",
                "    auth: ",
                "      token: t"),
            "here");
    Map<?, ?> clouds = (Map<?, ?>) parsed.get("clouds");
    Map<?, ?> one = (Map<?, ?>) clouds.get("one");
    assertEquals(
        Map.of("auth_url", "https://x:5000/v3", "password", "p#ss: \"w", "username", "it's"),
        one.get("auth"));
    assertEquals("B", one.get("region_name"));
    assertTrue(clouds.containsKey("two"));
  }
}
