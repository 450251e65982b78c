package dev.stowage.conformance.blob;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One step of a random program; it can be done to a store and to the model, and says what came of
 * it in words.
 */
record ProgramStep(Kind kind, String key, String other, int number) {
  enum Kind {
    PUT,
    CREATE,
    REPLACE_CURRENT,
    REPLACE_STALE,
    DELETE,
    COPY,
    GET,
    GET_RANGE,
    FIND,
    LIST,
    LIST_FOLDED
  }

  private static final List<String> KEYS =
      List.of("a", "a/b", "a/c", "a-", "a0", "b/\uFFFD", "b/\uD83D\uDE00", "b", "c//d", "c/");

  static List<ProgramStep> program(Random random, int steps) {
    List<ProgramStep> program = new ArrayList<>();
    Kind[] kinds = Kind.values();
    for (int i = 0; i < steps; i++) {
      program.add(
          new ProgramStep(
              kinds[random.nextInt(kinds.length)],
              KEYS.get(random.nextInt(KEYS.size())),
              KEYS.get(random.nextInt(KEYS.size())),
              random.nextInt(50)));
    }
    return program;
  }

  private String content() {
    return "content " + number + " ".repeat(number);
  }

  String onModel(ModelStore model) {
    String present = model.get(key);
    switch (kind) {
      case PUT -> model.put(key, content());
      case CREATE -> {
        if (present != null) {
          return "ALREADY_EXISTS";
        }
        model.put(key, content());
      }
      case REPLACE_CURRENT -> {
        if (present == null) {
          return "nothing to replace";
        }
        model.put(key, content());
      }
      case REPLACE_STALE -> {
        return "PRECONDITION_FAILED";
      }
      case DELETE -> model.delete(key);
      case COPY -> {
        if (key.equals(other)) {
          return "INVALID_ARGUMENT";
        }
        if (present == null) {
          return "NOT_FOUND";
        }
        model.put(other, present);
      }
      case GET -> {
        return present == null ? "NOT_FOUND" : present;
      }
      case GET_RANGE -> {
        if (present == null) {
          return "NOT_FOUND";
        }
        return number > present.length()
            ? "RANGE_NOT_SATISFIABLE"
            : present.substring(number, Math.min(number + 7, present.length()));
      }
      case FIND -> {
        return present == null ? "none" : key + " " + present.length();
      }
      case LIST -> {
        return model.keys(key).toString();
      }
      case LIST_FOLDED -> {
        return model.folded(prefix());
      }
    }
    return "done";
  }

  private String prefix() {
    return key.substring(0, key.length() / 2);
  }

  String onStore(BlobStore store, Bench bench) {
    try {
      return attempt(store, bench);
    } catch (StorageException e) {
      return e.code().name();
    }
  }

  private String attempt(BlobStore store, Bench bench) {
    switch (kind) {
      case PUT -> store.put(key, BlobBody.of(content()));
      case CREATE -> {
        if (bench.has(BlobFeature.CREATE_ONLY)) {
          store.put(key, BlobBody.of(content()), PutOptions.ifAbsent());
        } else if (store.exists(key)) {
          return "ALREADY_EXISTS";
        } else {
          store.put(key, BlobBody.of(content()));
        }
      }
      case REPLACE_CURRENT -> {
        Optional<BlobInfo> present = store.find(key);
        if (present.isEmpty()) {
          return "nothing to replace";
        }
        store.put(
            key,
            BlobBody.of(content()),
            bench.has(BlobFeature.REPLACE_IF_MATCH)
                ? PutOptions.ifMatch(present.get().etag())
                : PutOptions.defaults());
      }
      case REPLACE_STALE -> {
        if (!bench.has(BlobFeature.REPLACE_IF_MATCH)) {
          return "PRECONDITION_FAILED";
        }
        store.put(key, BlobBody.of(content()), PutOptions.ifMatch("\"no such etag\""));
      }
      case DELETE -> store.delete(key);
      case COPY -> store.copy(key, other);
      case GET -> {
        return text(store, GetOptions.defaults());
      }
      case GET_RANGE -> {
        return text(store, GetOptions.defaults().withRange(ByteRange.of(number, 7)));
      }
      case FIND -> {
        return store.find(key).map(info -> info.key() + " " + info.size()).orElse("none");
      }
      case LIST -> {
        return Bench.keys(store, ListRequest.of(key).withPageSize(1 + number % 4)).toString();
      }
      case LIST_FOLDED -> {
        ListRequest folded =
            ListRequest.of(prefix()).withDelimiter("/").withPageSize(1 + number % 4);
        Pages pages = Pages.of(store, folded);
        return pages.keys() + " " + pages.prefixes();
      }
    }
    return "done";
  }

  private String text(BlobStore store, GetOptions options) {
    return new String(Bench.bytes(store, key, options), StandardCharsets.UTF_8);
  }
}
