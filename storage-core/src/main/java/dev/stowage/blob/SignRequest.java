package dev.stowage.blob;

import dev.stowage.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a signed URL allows. Immutable. */
public final class SignRequest {
  /** The method that the URL is good for; it is refused for any other. */
  public enum Method {
    GET,
    HEAD,
    PUT,
    DELETE
  }

  private final Method method;
  private final String key;
  private final Duration life;
  private final @Nullable String contentType;
  private final long contentLength;
  private final @Nullable Checksum checksum;
  private final boolean createOnly;
  private final @Nullable String responseDisposition;
  private final @Nullable String responseType;

  private SignRequest(
      Method method,
      String key,
      Duration life,
      @Nullable String contentType,
      long contentLength,
      @Nullable Checksum checksum,
      boolean createOnly,
      @Nullable String responseDisposition,
      @Nullable String responseType) {
    this.method = method;
    this.key = key;
    this.life = life;
    this.contentType = contentType;
    this.contentLength = contentLength;
    this.checksum = checksum;
    this.createOnly = createOnly;
    this.responseDisposition = responseDisposition;
    this.responseType = responseType;
  }

  private static SignRequest of(Method method, String key, Duration life) {
    return new SignRequest(method, key, life, null, -1, null, false, null, null);
  }

  public static SignRequest get(String key, Duration life) {
    return of(Method.GET, key, life);
  }

  public static SignRequest head(String key, Duration life) {
    return of(Method.HEAD, key, life);
  }

  public static SignRequest put(String key, Duration life) {
    return of(Method.PUT, key, life);
  }

  public static SignRequest delete(String key, Duration life) {
    return of(Method.DELETE, key, life);
  }

  /** The upload must have this media type. */
  public SignRequest withContentType(String value) {
    onlyPut("a content type");
    return new SignRequest(
        method, key, life, value, contentLength, checksum, createOnly, null, null);
  }

  /** The upload must have exactly so many bytes. */
  public SignRequest withContentLength(long value) {
    onlyPut("a content length");
    if (value < 0) {
      throw StorageException.invalidArgument("content length is negative: " + value);
    }
    return new SignRequest(method, key, life, contentType, value, checksum, createOnly, null, null);
  }

  /** The upload must have this checksum. */
  public SignRequest withChecksum(Checksum value) {
    onlyPut("a checksum");
    return new SignRequest(
        method, key, life, contentType, contentLength, value, createOnly, null, null);
  }

  /** The upload must not replace anything. */
  public SignRequest withCreateOnly() {
    onlyPut("create-only");
    return new SignRequest(
        method, key, life, contentType, contentLength, checksum, true, null, null);
  }

  /** The download is answered with this content disposition. */
  public SignRequest withResponseDisposition(String value) {
    return new SignRequest(
        method, key, life, contentType, contentLength, checksum, createOnly, value, responseType);
  }

  /** The download is answered with this media type. */
  public SignRequest withResponseType(String value) {
    return new SignRequest(
        method,
        key,
        life,
        contentType,
        contentLength,
        checksum,
        createOnly,
        responseDisposition,
        value);
  }

  /** The same for another key. */
  public SignRequest withKey(String value) {
    return new SignRequest(
        method,
        value,
        life,
        contentType,
        contentLength,
        checksum,
        createOnly,
        responseDisposition,
        responseType);
  }

  private void onlyPut(String what) {
    if (method != Method.PUT) {
      throw StorageException.invalidArgument(what + " can be bound to PUT only, not to " + method);
    }
  }

  public Method method() {
    return method;
  }

  public String key() {
    return key;
  }

  /** How long it is good for, from now. */
  public Duration life() {
    return life;
  }

  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  public OptionalLong contentLength() {
    return contentLength < 0 ? OptionalLong.empty() : OptionalLong.of(contentLength);
  }

  public Optional<Checksum> checksum() {
    return Optional.ofNullable(checksum);
  }

  public boolean createOnly() {
    return createOnly;
  }

  public Optional<String> responseDisposition() {
    return Optional.ofNullable(responseDisposition);
  }

  public Optional<String> responseType() {
    return Optional.ofNullable(responseType);
  }
}
