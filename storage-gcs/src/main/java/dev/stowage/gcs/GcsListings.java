package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listings of objects and of their generations. */
final class GcsListings {
  /** Begins the version of a deletion, which the service itself has no entry for. */
  static final String DELETED = "deleted-";

  private static final String FIELDS = "nextPageToken,prefixes,items(" + GcsResource.FIELDS + ")";

  private final GcsConfig config;
  private final GcsWire wire;

  GcsListings(GcsConfig config, GcsWire wire) {
    this.config = config;
    this.wire = wire;
  }

  ListPage list(ListRequest request) throws IOException {
    Map<String, String> query = query(request.prefix(), request.cursor().orElse(null));
    query.put("maxResults", Integer.toString(request.pageSize()));
    request.delimiter().ifPresent(d -> query.put("delimiter", d));
    // The service's start is inclusive.
    request.startAfter().ifPresent(s -> query.put("startOffset", s));
    JsonNode page = page(query);
    List<BlobInfo> blobs = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      BlobInfo info = GcsResource.info(item);
      if (!request.startAfter().equals(Optional.of(info.key()))
          && !info.key().startsWith(GcsParts.STAGE)) {
        blobs.add(info);
      }
    }
    List<String> prefixes = new ArrayList<>();
    for (JsonNode prefix : page.path("prefixes")) {
      String text = prefix.asText();
      boolean passed =
          request.startAfter().isPresent()
              && KeyOrder.UTF8.compare(text, request.startAfter().get()) <= 0;
      if (!passed && !GcsParts.STAGE.startsWith(text)) {
        prefixes.add(text);
      }
    }
    return new ListPage(blobs, prefixes, token(page));
  }

  private Map<String, String> query(String prefix, @Nullable String pageToken) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", FIELDS);
    if (!prefix.isEmpty()) {
      query.put("prefix", prefix);
    }
    if (pageToken != null) {
      query.put("pageToken", pageToken);
    }
    return query;
  }

  private JsonNode page(Map<String, String> query) throws IOException {
    String path = GcsEndpoint.bucket(config.bucket()) + "/o";
    return wire.json(Ask.of("GET", wire.endpoint().json(path, query)));
  }

  private static Optional<String> token(JsonNode page) {
    return Optional.ofNullable(GcsResource.text(page, "nextPageToken")).filter(t -> !t.isEmpty());
  }

  /** Names of objects, for cleaning up. */
  Page<BlobInfo> plain(String prefix, @Nullable String pageToken) throws IOException {
    JsonNode page = page(query(prefix, pageToken));
    List<BlobInfo> blobs = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      blobs.add(GcsResource.info(item));
    }
    return new Page<>(blobs, token(page));
  }

  /** Soft-deleted objects under a prefix. */
  Page<BlobVersion> softDeleted(String prefix, @Nullable String pageToken) throws IOException {
    Map<String, String> query = query(prefix, pageToken);
    query.put("softDeleted", "true");
    JsonNode page = page(query);
    List<BlobVersion> found = new ArrayList<>();
    for (JsonNode item : page.path("items")) {
      found.add(new BlobVersion(GcsResource.info(item), false, false));
    }
    return new Page<>(found, token(page));
  }

  /**
   * The service lists the generations of a name from old to new, and a page may end among them. So
   * a page of ours ends with a name, and the next one starts with the name after.
   *
   * @param cursor the first name of the page
   */
  Page<BlobVersion> versions(String prefix, @Nullable String cursor) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    Optional<String> next = Optional.empty();
    String last;
    do {
      Map<String, String> query = query(prefix, next.orElse(null));
      query.put("versions", "true");
      if (cursor != null) {
        query.put("startOffset", cursor);
      }
      JsonNode page = page(query);
      page.path("items").forEach(items::add);
      next = token(page);
      last = items.isEmpty() ? "" : name(items.get(items.size() - 1));
    } while (next.isPresent() && (items.isEmpty() || name(items.get(0)).equals(last)));
    List<BlobVersion> versions = new ArrayList<>();
    List<JsonNode> ofOne = new ArrayList<>();
    for (JsonNode item : items) {
      if (!ofOne.isEmpty() && !name(item).equals(name(ofOne.get(0)))) {
        addNewestFirst(ofOne, versions);
        ofOne.clear();
      }
      ofOne.add(item);
    }
    if (next.isPresent()) {
      return new Page<>(versions, Optional.of(last)); // Those of the last name are not all here.
    }
    addNewestFirst(ofOne, versions);
    return new Page<>(versions, Optional.empty());
  }

  private static String name(JsonNode item) {
    return item.path("name").asText();
  }

  private static void addNewestFirst(List<JsonNode> ofOne, List<BlobVersion> to)
      throws IOException {
    if (ofOne.isEmpty() || name(ofOne.get(0)).startsWith(GcsParts.STAGE)) {
      return;
    }
    List<JsonNode> newestFirst = new ArrayList<>(ofOne);
    Collections.reverse(newestFirst);
    JsonNode newest = newestFirst.get(0);
    boolean live = GcsResource.text(newest, "timeDeleted") == null;
    if (!live) {
      BlobInfo deletion =
          BlobInfo.builder(name(newest), 0)
              .version(DELETED + newest.path("generation").asText())
              .modified(GcsResource.time(GcsResource.text(newest, "timeDeleted")))
              .build();
      to.add(new BlobVersion(deletion, true, true));
    }
    boolean latest = live;
    for (JsonNode item : newestFirst) {
      to.add(new BlobVersion(GcsResource.info(item), latest, false));
      latest = false;
    }
  }
}
