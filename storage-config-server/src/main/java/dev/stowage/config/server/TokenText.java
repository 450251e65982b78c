package dev.stowage.config.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a token, {@code stowage_ID_SECRET}: the id finds its row, the secret has 256 random
 * bits. So one round of SHA-256 keeps it as well as a slow hash would a password.
 */
final class TokenText {
  private static final Pattern FORM = Pattern.compile("stowage_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final String text;

  private TokenText(String id, String text) {
    this.id = id;
    this.text = text;
  }

  static TokenText random() {
    byte[] id = new byte[8];
    byte[] secret = new byte[32];
    RANDOM.nextBytes(id);
    RANDOM.nextBytes(secret);
    String name = HexFormat.of().formatHex(id);
    return new TokenText(
        name,
        "stowage_" + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Empty for what cannot be one. */
  static Optional<TokenText> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() ? Optional.of(new TokenText(form.group(1), text)) : Optional.empty();
  }

  static boolean isId(String text) {
    return text.matches("[0-9a-f]{16}");
  }

  String id() {
    return id;
  }

  String text() {
    return text;
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  @Override
  public String toString() {
    return "TokenText[" + id + "]";
  }
}
