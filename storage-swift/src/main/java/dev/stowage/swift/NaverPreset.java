package dev.stowage.swift;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of NAVER Archive Storage, which runs Swift 2.15.1. */
final class NaverPreset {
  static final String SCHEME = "naver";

  private static final int SHORTEST = 3;
  private static final int LONGEST = 30;
  private static final String SEGMENTS = "_segments";

  private NaverPreset() {}

  static Map<String, String> fields(String zone) {
    String host =
        zone.equals("government")
            ? "kr.archive.gov-ncloudstorage.com"
            : "kr.archive.ncloudstorage.com";
    return Map.of("auth_url", "https://" + host + ":5000/v3");
  }

  static @Nullable String nameProblem(String container) {
    int length = container.codePointCount(0, container.length());
    return length < SHORTEST || length > LONGEST
        ? "the container's name has "
            + length
            + " characters; Archive Storage takes "
            + SHORTEST
            + " to "
            + LONGEST
        : null;
  }

  /** Long names are shortened, with a digest that keeps them apart. */
  static String segmentsOf(String container) {
    String plain = container + SEGMENTS;
    if (nameProblem(plain) == null) {
      return plain;
    }
    String digest = HexFormat.of().formatHex(sha256(container)).substring(0, 8);
    int[] start = container.codePoints().limit(LONGEST - SEGMENTS.length() - 9).toArray();
    return new String(start, 0, start.length) + "-" + digest + SEGMENTS;
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
