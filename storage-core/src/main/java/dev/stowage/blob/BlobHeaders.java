package dev.stowage.blob;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The standard HTTP headers that are stored with a blob and come back when it is read. Immutable.
 *
 * <p>Stored bytes are never encoded or decoded because of a content encoding; it is a label.
 */
public final class BlobHeaders {
  private static final BlobHeaders NONE = new BlobHeaders(null, null, null, null, null);

  private final @Nullable String contentType;
  private final @Nullable String contentEncoding;
  private final @Nullable String contentLanguage;
  private final @Nullable String contentDisposition;
  private final @Nullable String cacheControl;

  private BlobHeaders(
      @Nullable String contentType,
      @Nullable String contentEncoding,
      @Nullable String contentLanguage,
      @Nullable String contentDisposition,
      @Nullable String cacheControl) {
    this.contentType = contentType;
    this.contentEncoding = contentEncoding;
    this.contentLanguage = contentLanguage;
    this.contentDisposition = contentDisposition;
    this.cacheControl = cacheControl;
  }

  public static BlobHeaders none() {
    return NONE;
  }

  public BlobHeaders withContentType(@Nullable String value) {
    return new BlobHeaders(
        value, contentEncoding, contentLanguage, contentDisposition, cacheControl);
  }

  public BlobHeaders withContentEncoding(@Nullable String value) {
    return new BlobHeaders(contentType, value, contentLanguage, contentDisposition, cacheControl);
  }

  public BlobHeaders withContentLanguage(@Nullable String value) {
    return new BlobHeaders(contentType, contentEncoding, value, contentDisposition, cacheControl);
  }

  public BlobHeaders withContentDisposition(@Nullable String value) {
    return new BlobHeaders(contentType, contentEncoding, contentLanguage, value, cacheControl);
  }

  public BlobHeaders withCacheControl(@Nullable String value) {
    return new BlobHeaders(
        contentType, contentEncoding, contentLanguage, contentDisposition, value);
  }

  /** These headers, and for each that is not set the one of the others. */
  public BlobHeaders over(BlobHeaders others) {
    return new BlobHeaders(
        contentType().or(others::contentType).orElse(null),
        contentEncoding().or(others::contentEncoding).orElse(null),
        contentLanguage().or(others::contentLanguage).orElse(null),
        contentDisposition().or(others::contentDisposition).orElse(null),
        cacheControl().or(others::cacheControl).orElse(null));
  }

  /**
   * The media type. Whoever stores none gets {@code application/octet-stream} back; empty only on a
   * listed blob of a service that does not list it.
   */
  public Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  public Optional<String> contentEncoding() {
    return Optional.ofNullable(contentEncoding);
  }

  public Optional<String> contentLanguage() {
    return Optional.ofNullable(contentLanguage);
  }

  public Optional<String> contentDisposition() {
    return Optional.ofNullable(contentDisposition);
  }

  public Optional<String> cacheControl() {
    return Optional.ofNullable(cacheControl);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlobHeaders that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return "BlobHeaders["
        + contentType
        + ", "
        + contentEncoding
        + ", "
        + contentLanguage
        + ", "
        + contentDisposition
        + ", "
        + cacheControl
        + "]";
  }
}
