package dev.stowage.oci.nosql;

import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Statement;
import dev.stowage.spi.KvPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements. One that comes a second time is prepared and kept, so that the service compiles
 * it once; a single use costs one request and the same units. Thread-safe.
 */
final class NosqlStatements {
  private static final int MOST_BYTES = 10 * 1024;
  private static final int KEPT = 256;

  /** What the service says on the page that it always has behind a deletion. */
  private static final Document NONE_DELETED = Document.empty().with("numRowsDeleted", 0);

  private static final String PREPARED = "prepared ";
  private static final String PLAIN = "plain ";

  private final NosqlApi api;
  private final String compartment;
  private final boolean absolute;

  /** What is prepared by its text; an empty one was seen once. The service is not asked in here. */
  private final Map<String, String> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  NosqlStatements(NosqlApi api, String compartment, boolean absolute) {
    this.api = api;
    this.compartment = compartment;
    this.absolute = absolute;
  }

  KvPage<Document> page(Statement statement, @Nullable String cursor) throws IOException {
    Declarations declared = Declarations.of(statement);
    int length = declared.sql().getBytes(StandardCharsets.UTF_8).length;
    if (length > MOST_BYTES) {
      throw StorageException.invalidArgument(
          "the statement has " + length + " bytes with its declarations; at most " + MOST_BYTES);
    }
    if (cursor != null) {
      String page = cursor.substring(cursor.indexOf(' ') + 1);
      return cursor.startsWith(PREPARED)
          ? prepared(declared, page)
          : answered(PLAIN, run(declared.sql(), false, declared, page), true);
    }
    return seenBefore(declared.sql())
        ? prepared(declared, null)
        : answered(PLAIN, run(declared.sql(), false, declared, null), false);
  }

  private boolean seenBefore(String sql) {
    synchronized (kept) {
      return kept.putIfAbsent(sql, "") != null;
    }
  }

  /** A 400 may mean that the service cannot read what it prepared before: it is asked once more. */
  private KvPage<Document> prepared(Declarations declared, @Nullable String page)
      throws IOException {
    String blob;
    synchronized (kept) {
      blob = kept.getOrDefault(declared.sql(), "");
    }
    if (!blob.isEmpty()) {
      try {
        return answered(PREPARED, run(blob, true, declared, page), page != null);
      } catch (RuntimeException e) {
        if (!NosqlFailures.isBadRequest(e)) {
          throw e;
        }
        synchronized (kept) {
          kept.remove(declared.sql(), blob);
        }
      }
    }
    String fresh =
        api.prepare(compartment, declared.sql())
            .body()
            .string("statement")
            .orElseThrow(() -> new IOException("the service prepared nothing"));
    synchronized (kept) {
      kept.put(declared.sql(), fresh);
    }
    return answered(PREPARED, run(fresh, true, declared, page), page != null);
  }

  private NosqlAnswer run(
      String text, boolean isPrepared, Declarations declared, @Nullable String page)
      throws IOException {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("compartmentId", compartment);
    details.put("statement", text);
    details.put("isPrepared", isPrepared);
    details.put("consistency", absolute ? "ABSOLUTE" : "EVENTUAL");
    if (!declared.variables().isEmpty()) {
      details.put("variables", new JsonObject.Raw(JsonObject.of(declared.variables())));
    }
    return api.query(details, 0, page);
  }

  private static KvPage<Document> answered(String mode, NosqlAnswer answer, boolean continued) {
    List<Document> items = new ArrayList<>();
    for (Object item : answer.body().list("items").orElse(List.of())) {
      if (item instanceof Document document && !(continued && document.equals(NONE_DELETED))) {
        items.add(document);
      }
    }
    return new KvPage<>(items, answer.next().map(token -> mode + token).orElse(null));
  }
}
