package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
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
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  @Nullable FakeBlob done;
  @Nullable GcsError failed;

  GcsSession(GcsCall start, Map<?, ?> resource, FakeBlob template, Instant started) {
    this.bucket = start.bucket();
    this.key = template.key();
    this.start = start;
    this.resource = resource;
    this.template = template;
    this.started = started;
  }
}
