package dev.stowage.function;

import dev.stowage.StorageException;
import java.net.URI;
import java.nio.file.Path;

/** Where the code of a function comes from. Immutable. */
public final class Code {
  private final CodeKind kind;
  private final Object what;

  private Code(CodeKind kind, Object what) {
    this.kind = kind;
    this.what = what;
  }

  /** A ZIP archive in a blob at the same provider. */
  public static Code blob(String container, String key) {
    if (container.isEmpty() || key.isEmpty()) {
      throw StorageException.invalidArgument("code in a blob needs a container and a key");
    }
    return new Code(CodeKind.BLOB, new CodeBlob(container, key));
  }

  /** A ZIP archive on this machine, read when it is deployed. */
  public static Code file(Path zip) {
    return new Code(CodeKind.FILE, zip);
  }

  /** A ZIP archive that the service, or the driver for it, fetches. */
  public static Code url(URI zip) {
    if (zip.getScheme() == null) {
      throw StorageException.invalidArgument("the URL of the code has no scheme");
    }
    return new Code(CodeKind.URL, zip);
  }

  /** A ZIP archive in memory. */
  public static Code inline(byte[] zip) {
    return new Code(CodeKind.INLINE, zip.clone());
  }

  /** An image in the registry that the provider reads. */
  public static Code image(ContainerImage image) {
    return new Code(CodeKind.IMAGE, image);
  }

  public CodeKind kind() {
    return kind;
  }

  /** Of the kind BLOB. */
  public CodeBlob blob() {
    return as(CodeBlob.class);
  }

  /** Of the kind FILE. */
  public Path file() {
    return as(Path.class);
  }

  /** Of the kind URL. */
  public URI url() {
    return as(URI.class);
  }

  /** A copy of the bytes of the kind INLINE. */
  public byte[] inline() {
    return as(byte[].class).clone();
  }

  /** Of the kind IMAGE. */
  public ContainerImage image() {
    return as(ContainerImage.class);
  }

  private <T> T as(Class<T> type) {
    if (!type.isInstance(what)) {
      throw new IllegalStateException("the code is of the kind " + kind);
    }
    return type.cast(what);
  }

  /** Never the bytes, and nothing of a URL that may be signed. */
  @Override
  public String toString() {
    return switch (kind) {
      case BLOB, FILE, IMAGE -> "Code[" + kind + ", " + what + "]";
      case URL -> "Code[URL, " + url().getScheme() + "://" + url().getHost() + "]";
      case INLINE -> "Code[INLINE, " + as(byte[].class).length + " bytes]";
    };
  }
}
