package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What makes objects of objects: rewrite, copy, compose, restore, patch; and deletion. */
final class GcsCopies {

  private static final int MOST_COMPONENTS = 32;

  private final GcsState state;

  /** Bytes rewritten so far, by token. */
  private final Map<String, Long> rewrites = new HashMap<>();

  GcsCopies(GcsState state) {
    this.state = state;
  }

  FakeResponse rewrite(GcsCall call) {
    Map<?, ?> resource = GcsMetadata.parse(call.request().body());
    FakeBlob source = source(call);
    FakeBucket to = state.bucket(call, call.target().get(0));
    FakeBlob.Builder template =
        GcsMetadata.encrypted(
            template(call, resource, source), call.param("destinationKmsKeyName"));
    FakeBlob bare = template.build();
    GcsConditions.write(call, GcsState.live(to, bare.key()));
    long done = source.size();
    if (moves(call, to, source, bare)) {
      done = progress(call, source);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", "storage#rewriteResponse");
    answer.put("totalBytesRewritten", Long.toString(done));
    answer.put("objectSize", Long.toString(source.size()));
    answer.put("done", done == source.size());
    if (done < source.size()) {
      String token =
          Base64.getUrlEncoder()
              .encodeToString(("rw" + state.newId()).getBytes(StandardCharsets.US_ASCII));
      rewrites.put(token, done);
      answer.put("rewriteToken", token);
    } else {
      call.param("rewriteToken").ifPresent(rewrites::remove);
      answer.put("resource", GcsMetadata.resource(to, store(call, to, template, source)));
    }
    return GcsMetadata.response(
        200, GcsFields.select(answer, call.params().getOrDefault("fields", "")));
  }

  /** Only what changes place, class or key has its bytes moved, which may take several calls. */
  private boolean moves(GcsCall call, FakeBucket to, FakeBlob source, FakeBlob target) {
    String from = place(state.bucket(call));
    String before = source.attribute(GcsState.STORAGE_CLASS).orElse("STANDARD");
    String after = target.attribute(GcsState.STORAGE_CLASS).orElse(GcsState.bucketClass(to));
    return !from.equals(place(to))
        || !before.equals(after)
        || !source.attribute("kmsKeyName").equals(target.attribute("kmsKeyName"));
  }

  private static String place(FakeBucket bucket) {
    return bucket.attributes().getOrDefault(GcsState.LOCATION, "US");
  }

  private long progress(GcsCall call, FakeBlob source) {
    long before = 0;
    Optional<String> token = call.param("rewriteToken");
    if (token.isPresent()) {
      Long known = rewrites.get(token.get());
      if (known == null) {
        throw GcsError.invalid("Invalid rewrite token.");
      }
      before = known;
    }
    long step =
        call.param("maxBytesRewrittenPerCall")
            .map(Long::parseLong)
            .map(most -> Math.min(most, state.settings().rewriteStep()))
            .orElse(state.settings().rewriteStep());
    return Math.min(source.size(), before + step);
  }

  FakeResponse copy(GcsCall call) {
    Map<?, ?> resource = GcsMetadata.parse(call.request().body());
    FakeBlob source = source(call);
    FakeBucket to = state.bucket(call, call.target().get(0));
    FakeBlob.Builder template = template(call, resource, source);
    GcsConditions.write(call, GcsState.live(to, call.target().get(1)));
    return GcsMetadata.response(200, GcsMetadata.resource(to, store(call, to, template, source)));
  }

  private FakeBlob source(GcsCall call) {
    FakeBucket from = state.bucket(call);
    FakeBlob source =
        GcsState.find(from, call, call.param("sourceGeneration").orElse(""))
            .orElseThrow(() -> GcsError.noObject(call.bucket(), call.key()));
    GcsConditions.source(call, source);
    return source;
  }

  /** With a resource the copy has its metadata, without one the source's. */
  private static FakeBlob.Builder template(GcsCall call, Map<?, ?> resource, FakeBlob source) {
    String key = call.target().get(1);
    if (!resource.isEmpty()) {
      return GcsMetadata.template(key, resource);
    }
    GcsMetadata.checkKey(key);
    Map<String, String> attributes = new TreeMap<>();
    source.attribute("customTime").ifPresent(v -> attributes.put("customTime", v));
    return FakeBlob.builder(key)
        .headers(source.headers())
        .metadata(source.metadata())
        .attributes(attributes);
  }

  private FakeBlob store(GcsCall call, FakeBucket to, FakeBlob.Builder template, FakeBlob source) {
    Map<String, String> attributes = new TreeMap<>(template.build().attributes());
    if (source.attribute("md5").isEmpty()) {
      attributes.put("no-md5", "true");
    }
    FakeBytes bytes = call.request().stored(source.bytes());
    return state.store(to, template.attributes(attributes).content(bytes));
  }

  FakeResponse compose(GcsCall call) {
    Map<?, ?> request = GcsMetadata.parse(call.request().body());
    FakeBucket bucket = state.bucket(call);
    if (!(request.get("sourceObjects") instanceof List<?> sources)
        || sources.isEmpty()
        || sources.size() > MOST_COMPONENTS) {
      throw GcsError.invalid("The number of source components must be from 1 to 32.");
    }
    GcsConditions.write(call, GcsState.live(bucket, call.key()));
    List<FakeBytes> pieces = new ArrayList<>();
    int components = 0;
    for (Object one : sources) {
      String name = String.valueOf(((Map<?, ?>) one).get("name"));
      FakeBlob source =
          GcsState.live(bucket, name).orElseThrow(() -> GcsError.noObject(bucket.name(), name));
      pieces.add(source.bytes());
      components += source.attribute("componentCount").map(Integer::valueOf).orElse(1);
    }
    Map<?, ?> resource =
        request.get("destination") instanceof Map<?, ?> destination ? destination : Map.of();
    FakeBlob.Builder template = GcsMetadata.template(call.key(), resource);
    Map<String, String> attributes = new TreeMap<>(template.build().attributes());
    attributes.put("componentCount", Integer.toString(components));
    FakeBytes stored = call.request().stored(FakeBytes.joined(pieces));
    FakeBlob blob = state.store(bucket, template.attributes(attributes).content(stored));
    return GcsMetadata.response(200, GcsMetadata.resource(bucket, blob));
  }

  /** Makes a soft-deleted generation the live object again, under a new generation. */
  FakeResponse restore(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    String generation = call.param("generation").orElseThrow(() -> GcsError.required("generation"));
    FakeBlob gone =
        bucket
            .version(call.key(), generation)
            .filter(GcsState::isSoftDeleted)
            .orElseThrow(() -> GcsError.noObject(call.bucket(), call.key()));
    GcsConditions.write(call, GcsState.live(bucket, call.key()));
    Map<String, String> attributes = new TreeMap<>(gone.attributes());
    attributes
        .keySet()
        .removeAll(List.of(GcsState.SOFT_DELETED, GcsState.HARD_DELETE, GcsState.DELETED));
    bucket.remove(gone.key(), gone.version());
    FakeBlob blob = state.store(bucket, gone.toBuilder().attributes(attributes));
    return GcsMetadata.response(200, GcsMetadata.resource(bucket, blob));
  }

  FakeResponse patch(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    FakeBlob blob = GcsState.required(bucket, call);
    GcsConditions.read(call, blob);
    Map<?, ?> change = GcsMetadata.parse(call.request().body());
    Object until = change.get("retention") instanceof Map<?, ?> r ? r.get("retainUntilTime") : null;
    boolean weaker =
        blob.attribute(GcsLocks.UNTIL).isPresent()
            && change.containsKey("retention")
            && (until == null
                || until.toString().compareTo(blob.attribute(GcsLocks.UNTIL).get()) < 0);
    if (weaker && !call.flag("overrideUnlockedRetention")) {
      throw GcsError.forbidden("Reducing the retention needs overrideUnlockedRetention=true.");
    }
    FakeBlob changed = GcsMetadata.changed(blob, change).modified(state.now()).build();
    int metageneration = Integer.parseInt(blob.attribute(GcsState.METAGENERATION).orElse("1")) + 1;
    FakeBlob stored =
        GcsState.with(changed, GcsState.METAGENERATION, Integer.toString(metageneration));
    bucket.replace(stored);
    return GcsMetadata.response(
        200,
        GcsFields.select(
            GcsMetadata.resource(bucket, stored), call.params().getOrDefault("fields", "")));
  }

  FakeResponse delete(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    FakeBlob blob = GcsState.required(bucket, call);
    GcsConditions.read(call, blob);
    if (call.has("generation")) {
      state.destroy(bucket, blob);
    } else {
      state.retire(bucket, blob);
    }
    return FakeResponse.of(204);
  }
}
