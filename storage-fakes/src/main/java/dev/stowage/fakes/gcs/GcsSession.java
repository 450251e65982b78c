package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resumable upload under way. Guarded by the store's lock. */
final class GcsSession {

  final String bucket;
  final String key;
  final Map<?, ?> resource;

  /** The call that started it: its conditions are checked when it ends. */
  final GcsCall start;

  final FakeBlob template;
  final Instant started;
  @Nullable FakeBlob done;
  @Nullable GcsError failed;
  private final MessageDigest md5;
  private FakeBytes bytes = FakeBytes.EMPTY;

  GcsSession(GcsCall start, Map<?, ?> resource, FakeBlob template, Instant started) {
    this.bucket = start.bucket();
    this.key = template.key();
    this.start = start;
    this.resource = resource;
    this.template = template;
    this.started = started;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** What has come until now. */
  FakeBytes bytes() {
    return bytes;
  }

  void add(FakeBytes more) {
    try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), md5)) {
      more.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes = FakeBytes.joined(List.of(bytes, more));
  }

  /** The MD5 of what has come until now, without reading all of it for each chunk. */
  byte[] md5() {
    try {
      return ((MessageDigest) md5.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's MD5 can be cloned", e);
    }
  }
}
