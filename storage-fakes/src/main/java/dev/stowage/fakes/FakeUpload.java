package dev.stowage.fakes;

import java.time.Instant;
import java.util.TreeMap;

/** A large object whose parts are coming in. Guarded by its store's lock. */
public final class FakeUpload {

  private final String id;
  private final FakeBlob template;
  private final Instant started;
  private final TreeMap<Integer, FakePart> parts = new TreeMap<>();

  /**
   * Begins an upload.
   *
   * @param template the object to be, without its content
   */
  public FakeUpload(String id, FakeBlob template, Instant started) {
    this.id = id;
    this.template = template;
    this.started = started;
  }

  public String id() {
    return id;
  }

  public String key() {
    return template.key();
  }

  public FakeBlob template() {
    return template;
  }

  public Instant started() {
    return started;
  }

  /** The parts by number; the map itself, to be changed under the store's lock. */
  public TreeMap<Integer, FakePart> parts() {
    return parts;
  }

  @Override
  public String toString() {
    return id + " of " + key() + ", " + parts.size() + " parts";
  }
}
