package dev.stowage.swift;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedForm;
import dev.stowage.blob.SignedUrl;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobDriver.Signer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Temporary URLs, signed with a key that stands in the metadata of the container or the account, or
 * that the caller gave.
 */
final class TempUrls implements Signer {
  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final String[] KEY_HEADERS = {"Temp-Url-Key", "Temp-Url-Key-2"};
  private static final Pattern ATTACHMENT =
      Pattern.compile("attachment(?:\\s*;\\s*filename=(?:\"([^\"\\\\]*)\"|([^\";\\s]+)))?");

  private final SwiftClient client;
  private final String container;
  private final Pacer pacer;
  private volatile @Nullable Known known;

  private record Known(String key, Instant until) {
    @Override
    public String toString() {
      return "Known[until=" + until + "]";
    }
  }

  TempUrls(SwiftClient client, String container, Pacer pacer) {
    this.client = client;
    this.container = container;
    this.pacer = pacer;
  }

  @Override
  public SignedUrl sign(SignRequest request) throws IOException {
    refuseBound(request);
    if (request.key().chars().allMatch(c -> c == '/')) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED, "Swift serves no temporary URL for a name of slashes only");
    }
    String method = request.method().name();
    String extra = extra(request);
    Instant expires = pacer.now().plus(request.life()).plusMillis(999);
    Instant whole = Instant.ofEpochSecond(expires.getEpochSecond());
    URI uri = url(method, request.key(), whole, false, extra);
    return new SignedUrl(method, uri, Map.of(), whole);
  }

  /**
   * @param prefix whether the name is what names start with
   * @param extra more of the query, with an ampersand in front
   */
  URI url(String method, String name, Instant expires, boolean prefix, String extra)
      throws IOException {
    SwiftInfo info = client.info();
    if (!info.tempUrlMethods().contains(method)) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED, "the service allows no temporary URLs for " + method);
    }
    URI account = URI.create(client.wire().sessions().current().storageUrl());
    String path = account.getPath() + "/" + container + "/" + name;
    String digest = info.tempUrlDigest();
    String signature = signature(digest, key(), method, expires.getEpochSecond(), path, prefix);
    String query =
        "?temp_url_sig="
            + signature
            + "&temp_url_expires="
            + expires.getEpochSecond()
            + (prefix ? "&temp_url_prefix=" + StorageUrl.encodeKey(name).replace("/", "%2F") : "")
            + extra;
    return URI.create(account + SwiftCall.pathOf(container, name) + query);
  }

  static String signature(
      String digest, String key, String method, long expires, String path, boolean prefix) {
    String algorithm =
        switch (digest) {
          case "sha256" -> "HmacSHA256";
          case "sha512" -> "HmacSHA512";
          default -> "HmacSHA1";
        };
    String text = method + "\n" + expires + "\n" + (prefix ? "prefix:" : "") + path;
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static void refuseBound(SignRequest request) {
    boolean bound =
        request.contentType().isPresent()
            || request.contentLength().isPresent()
            || request.checksum().isPresent()
            || request.createOnly();
    if (bound || request.responseType().isPresent()) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED, "a temporary URL is bound to a method and a key only");
    }
  }

  /** Swift writes the disposition itself; of the caller's only what it can say is taken. */
  private static String extra(SignRequest request) {
    Optional<String> wanted = request.responseDisposition();
    if (wanted.isEmpty()) {
      return "";
    }
    if (wanted.get().equals("inline")) {
      return "&inline";
    }
    Matcher attachment = ATTACHMENT.matcher(wanted.get());
    if (!attachment.matches()) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "a temporary URL answers with inline, or with attachment; filename=NAME, only");
    }
    String name = attachment.group(1) == null ? attachment.group(2) : attachment.group(1);
    return name == null ? "" : "&filename=" + StorageUrl.encodeKey(name).replace("/", "%2F");
  }

  private String key() throws IOException {
    Optional<String> given = client.settings().tempUrlKey();
    if (given.isPresent()) {
      return given.get();
    }
    Known cached = known;
    if (cached != null && pacer.now().isBefore(cached.until())) {
      return cached.key();
    }
    String key = keyOf(SwiftCall.container("HEAD", container), "X-Container-Meta-");
    if (key == null) {
      key = keyOf(SwiftCall.account("HEAD"), "X-Account-Meta-");
    }
    if (key == null) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "neither the container nor the account has a key for temporary URLs that this user may"
              + " see; set one with SwiftClient.setTempUrlKey");
    }
    known = new Known(key, pacer.now().plus(REMEMBERED));
    return key;
  }

  private @Nullable String keyOf(SwiftCall head, String prefix) throws IOException {
    try (HttpResponse response = client.wire().expect(head)) {
      for (String name : KEY_HEADERS) {
        Optional<String> key = response.headers().first(prefix + name).filter(k -> !k.isEmpty());
        if (key.isPresent()) {
          return key.get();
        }
      }
      return null;
    }
  }

  @Override
  public SignedForm signForm(FormRequest request) {
    throw StorageException.of(ErrorCode.UNSUPPORTED, "forms are not signed");
  }
}
