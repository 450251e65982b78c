package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.kv.Document;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import java.util.HashMap;
import java.util.Map;

/** The stores of configurations that are in use, each closed when it is replaced and unused. */
final class OpenPlaces implements AutoCloseable {
  private final Registry registry;
  private final ConfigPlaces places;
  private final Map<String, Place> open = new HashMap<>();
  private boolean closed;

  OpenPlaces(Registry registry, ConfigPlaces places) {
    this.registry = registry;
    this.places = places;
  }

  /** One use of a store; closing ends the use. */
  interface Lease extends AutoCloseable {
    BlobStore store();

    @Override
    void close();
  }

  /** The store of a configuration as this row has it. */
  synchronized Lease lease(Row row) {
    if (closed) {
      throw StorageException.of(ErrorCode.CLOSED, "the publisher is closed");
    }
    StorageConfig config = new StorageConfig(row.document());
    Place place = open.get(config.id());
    if (place == null || !place.revision.equals(row.revision())) {
      Place fresh = new Place(open(row.document(), config), row.revision());
      if (place != null) {
        place.end();
      }
      open.put(config.id(), fresh);
      place = fresh;
    }
    place.users++;
    return new Use(place);
  }

  private BlobStore open(Document row, StorageConfig config) {
    return places.open(config.url(), config.settings(), registry.credentialsOf(row));
  }

  private synchronized void leave(Place place) {
    place.users--;
    place.closeIfUnused();
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.values().forEach(Place::end);
    open.clear();
  }

  private static final class Place {
    private final BlobStore store;
    private final Revision revision;
    private int users;
    private boolean ended;

    Place(BlobStore store, Revision revision) {
      this.store = store;
      this.revision = revision;
    }

    void end() {
      ended = true;
      closeIfUnused();
    }

    void closeIfUnused() {
      if (ended && users == 0) {
        store.close();
      }
    }
  }

  private final class Use implements Lease {
    private final Place place;
    private boolean left;

    Use(Place place) {
      this.place = place;
    }

    @Override
    public BlobStore store() {
      return place.store;
    }

    @Override
    public void close() {
      if (!left) {
        left = true;
        leave(place);
      }
    }
  }
}
