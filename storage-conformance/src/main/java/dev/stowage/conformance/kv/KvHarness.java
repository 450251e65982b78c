package dev.stowage.conformance.kv;

import dev.stowage.OpenOptions;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * One table to test with, new and empty for each case, and the ways to it. The kit closes it after
 * the case; a harness drops the table then if it costs anything.
 */
public interface KvHarness extends AutoCloseable {
  /** The handle under test, the same throughout a case. Faults hit it and requests are counted. */
  KvStore store();

  /** One more handle like {@link #store()}, with other options. */
  KvStore store(OpenOptions options);

  /** A handle as another process would have it: shares nothing with the first but the service. */
  KvStore other();

  /** A handle on a table that does not exist. */
  KvStore missing();

  /** Opens the same table by {@link KvStore#open(String, OpenOptions)}. */
  String url();

  /** What {@link #store()} was opened with: the pacer below and whatever the provider needs. */
  OpenOptions options();

  ManualPacer pacer();

  KvFaults faults();

  /** The requests that {@link #store()} has sent so far, each by a word. */
  List<String> requests();

  /** Whether the driver keeps write ids, so that it can recognise its own writes. */
  boolean keepsWriteIds();

  /** The type that the store unwraps to. */
  Class<?> nativeType();

  /** A key of the table that is told from others by this text, all in {@link #orderedRange()}. */
  default RowKey key(String text) {
    return RowKey.of(text);
  }

  /** A range that the store can scan in order, and that has the keys above; all by default. */
  default KeyRange orderedRange() {
    return KeyRange.all();
  }

  /** A key of two parts, if the table takes such. */
  default Optional<RowKey> key(String partition, String sort) {
    return Optional.of(RowKey.of(partition).and(sort));
  }

  /** A document that has this size as the service counts. */
  default Document documentOfSize(int bytes) {
    int empty = Document.empty().with("text", "").toJson().length();
    return Document.empty().with("text", "x".repeat(bytes - empty));
  }

  @Override
  void close();
}
