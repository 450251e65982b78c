package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resumable uploads: start, chunks, status, cancellation. */
final class GcsResumable {

  private static final Duration LIFE = Duration.ofDays(7);
  private static final int MULTIPLE = 256 << 10;
  private static final Pattern RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18}|\\*)|\\*)/(\\d{1,18}|\\*)");

  private final GcsState state;

  GcsResumable(GcsState state) {
    this.state = state;
  }

  /** Starts through the JSON API, or through the XML API with x-goog-resumable. */
  FakeResponse start(GcsCall call) {
    state.bucket(call);
    Map<?, ?> resource = call.json() ? GcsMetadata.parse(call.request().body()) : Map.of();
    FakeBlob template;
    if (call.json()) {
      template =
          GcsMetadata.encrypted(
                  GcsMetadata.template(GcsWrites.name(call, resource), resource),
                  call.param("kmsKeyName"))
              .build();
      String type = call.header("X-Upload-Content-Type").orElse("application/octet-stream");
      Map<String, String> headers = new TreeMap<>(template.headers());
      headers.putIfAbsent("content-type", type);
      template = template.toBuilder().headers(headers).build();
    } else {
      template = GcsMetadata.template(call.key(), call.request().headers()).build();
    }
    String id = state.newId();
    state.sessions().put(id, new GcsSession(call, resource, template, state.now()));
    String path =
        call.json()
            ? "/upload/storage/v1/b/"
                + GcsText.encoded(call.bucket(), true)
                + "/o?uploadType="
                + "resumable&name="
                + GcsText.encoded(template.key(), true)
                + "&upload_id="
            : call.request().path() + "?upload_id=";
    return FakeResponse.of(call.json() ? 200 : 201)
        .with("Location", "http://" + call.header("Host").orElse("") + path + id)
        .with("X-GUploader-UploadID", id);
  }

  FakeResponse chunk(GcsCall call) {
    GcsSession session = session(call);
    if (session.done != null) {
      return answered(session, session.done);
    }
    if (session.failed != null) {
      throw session.failed;
    }
    FakeBytes body = call.request().bytes();
    String header = call.header("Content-Range").orElse("");
    if (header.isEmpty()) {
      return take(call, session, body, 0, body.size());
    }
    Matcher range = RANGE.matcher(header);
    if (!range.matches()) {
      throw GcsError.invalid("Failed to parse Content-Range header.");
    }
    long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
    if (range.group(1) == null) {
      return total == session.bytes().size() && body.isEmpty()
          ? finish(call, session)
          : incomplete(session);
    }
    long from = Long.parseLong(range.group(1));
    boolean open = range.group(2).equals("*");
    long last = open ? from + body.size() - 1 : Long.parseLong(range.group(2));
    if (last - from + 1 != body.size() || total >= 0 && last >= total) {
      throw GcsError.invalid(
          "Invalid request. The number of bytes uploaded is required to be"
              + " equal to the Content-Range.");
    }
    return take(call, session, body, from, total >= 0 ? total : open ? last + 1 : -1);
  }

  /** What was persisted already is skipped; what would leave a gap is refused. */
  private FakeResponse take(
      GcsCall call, GcsSession session, FakeBytes body, long from, long total) {
    long have = session.bytes().size();
    if (from > have) {
      throw new GcsError(
          503, "backendError", "ServiceUnavailable", "Invalid request: bytes are missing.");
    }
    boolean whole = total >= 0 && from + body.size() == total;
    if (!whole && body.size() % MULTIPLE != 0) {
      throw GcsError.invalid(
          "Invalid request. There were "
              + body.size()
              + " byte(s) in the"
              + " request body, which is not a multiple of 262144.");
    }
    long skip = Math.min(have - from, body.size());
    long wanted = have + body.size() - skip;
    Optional<FaultClaim> cut = call.request().fault(FaultKind.REFUSAL_AFTER);
    if (cut.isPresent() && wanted >= cut.get().fault().amount()) {
      long kept = Math.max(0, cut.get().fault().amount() - have);
      session.add(body.slice(skip, Math.min(skip + kept, body.size())));
      cut.get().fire();
      throw GcsProtocol.refused(cut.get().fault());
    }
    session.add(body.slice(skip, body.size()));
    return whole ? finish(call, session) : incomplete(session);
  }

  private FakeResponse finish(GcsCall call, GcsSession session) {
    FakeBytes sent = session.bytes();
    FakeBucket bucket = state.blobs().bucket(session.bucket).orElseThrow(GcsError::noBucket);
    try {
      GcsWrites.checkSums(session.resource, hashes(call, session), sent);
      GcsConditions.write(session.start, GcsState.live(bucket, session.key));
    } catch (GcsError e) {
      session.failed = e;
      throw e;
    }
    FakeBytes stored = call.request().stored(sent);
    FakeBlob blob = state.store(bucket, session.template.toBuilder().content(stored));
    session.done = blob;
    return answered(session, blob);
  }

  /** Those of the start through the XML API, and those of the last chunk. */
  private static FakeHeaders hashes(GcsCall call, GcsSession session) {
    FakeHeaders headers = FakeHeaders.NONE;
    for (String hash : call.request().headers().all("x-goog-hash")) {
      headers = headers.with("x-goog-hash", hash);
    }
    for (String hash : session.start.request().headers().all("x-goog-hash")) {
      headers = headers.with("x-goog-hash", hash);
    }
    return headers;
  }

  private FakeResponse answered(GcsSession session, FakeBlob blob) {
    FakeBucket bucket = state.blobs().bucket(session.bucket).orElseThrow(GcsError::noBucket);
    return session.start.json()
        ? GcsMetadata.response(
            200,
            GcsFields.select(
                GcsMetadata.resource(bucket, blob),
                session.start.params().getOrDefault("fields", "")))
        : GcsMetadata.identified(FakeResponse.of(200), blob);
  }

  private static FakeResponse incomplete(GcsSession session) {
    FakeResponse response = FakeResponse.of(308);
    long have = session.bytes().size();
    if (have > 0) {
      response =
          response
              .with("Range", "bytes=0-" + (have - 1))
              .with("X-Range-MD5", GcsText.hex(session.md5()));
    }
    return response;
  }

  FakeResponse cancel(GcsCall call) {
    session(call);
    state.sessions().remove(call.params().get("upload_id"));
    return FakeResponse.of(499);
  }

  private GcsSession session(GcsCall call) {
    GcsSession session = state.sessions().get(call.params().getOrDefault("upload_id", ""));
    if (session == null || !session.bucket.equals(call.bucket())) {
      throw GcsError.noUpload();
    }
    if (session.started.plus(LIFE).isBefore(state.now())) {
      throw new GcsError(410, "gone", "NoSuchUpload", "The upload session has expired.");
    }
    return session;
  }
}
