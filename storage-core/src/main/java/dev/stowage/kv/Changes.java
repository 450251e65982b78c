package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of changes to the fields of one document, done all or none. Immutable.
 *
 * <pre>{@code
 * Changes.none().set("state", "done").remove("error").add("attempts", 1)
 * }</pre>
 *
 * <p>Their order does not matter, so no path may lead through another one of the same set.
 */
public final class Changes {
  private static final Changes NONE = new Changes(List.of());

  private final List<Change> changes;

  private Changes(List<Change> changes) {
    this.changes = changes;
  }

  /** Nothing yet; a store refuses it. */
  public static Changes none() {
    return NONE;
  }

  /** Sets a field, as {@link Document#with} does. */
  public Changes set(String path, @Nullable Object value) {
    return and(new Change(Kind.SET, FieldPath.parse(path), DocumentValues.canonical(value)));
  }

  /** Removes a field; one that is missing stays missing. */
  public Changes remove(String path) {
    return and(new Change(Kind.REMOVE, FieldPath.parse(path), null));
  }

  /**
   * Adds to a number; a missing field counts as zero. The sum is exact up to 38 significant digits
   * and has the form that {@link Document} gives to every number: {@code 1 + 0.5} is 1.5, and
   * {@code 1.5 + 0.5} is the integer 2.
   */
  public Changes add(String path, Number delta) {
    return and(new Change(Kind.ADD, FieldPath.parse(path), Numbers.canonical(delta)));
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * The document with all changes made.
   *
   * @throws StorageException INVALID_ARGUMENT when one cannot be: the field to add to is no number,
   *     or a path leads through something that is no document
   */
  public Document applyTo(Document document) {
    Document changed = document;
    for (Change change : changes) {
      changed =
          switch (change.kind) {
            case SET -> changed.with(change.path, change.value);
            case REMOVE -> changed.without(change.path);
            case ADD -> changed.with(change.path, sum(changed, change));
          };
    }
    return changed;
  }

  /** The changes in brief, without their values. */
  @Override
  public String toString() {
    return "Changes" + changes.stream().map(c -> c.kind + " " + c.path).toList();
  }

  private static Object sum(Document document, Change change) {
    Object before = document.has(change.path) ? document.find(change.path) : (Object) 0L;
    if (before == null || !Numbers.isNumber(before) || change.value == null) {
      throw StorageException.invalidArgument(
          "field "
              + change.path
              + " is "
              + DocumentValues.kindOf(before)
              + ", not a number to add to");
    }
    return Numbers.sum(before, change.value);
  }

  private Changes and(Change change) {
    for (Change other : changes) {
      if (other.path.startsWith(change.path) || change.path.startsWith(other.path)) {
        throw StorageException.invalidArgument(
            "paths " + other.path + " and " + change.path + " of one set of changes overlap");
      }
    }
    List<Change> longer = new ArrayList<>(changes);
    longer.add(change);
    return new Changes(longer);
  }

  private enum Kind {
    SET,
    REMOVE,
    ADD
  }

  private record Change(Kind kind, FieldPath path, @Nullable Object value) {}
}
