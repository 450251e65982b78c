package dev.stowage.kv;

import java.util.ArrayList;
import java.util.List;

/** What a read is done with. Immutable; everything is optional. */
public final class ReadOptions {
  private static final ReadOptions DEFAULTS = new ReadOptions(List.of(), false);

  private final List<FieldPath> fields;
  private final boolean strong;

  private ReadOptions(List<FieldPath> fields, boolean strong) {
    this.fields = fields;
    this.strong = strong;
  }

  /** The whole document, at the consistency that is the service's default. */
  public static ReadOptions defaults() {
    return DEFAULTS;
  }

  /** Reads only these fields; those that a row lacks are left out. */
  public ReadOptions withFields(String... paths) {
    List<FieldPath> parsed = new ArrayList<>();
    for (String path : paths) {
      parsed.add(FieldPath.parse(path));
    }
    return new ReadOptions(List.copyOf(parsed), strong);
  }

  /** Sees every write that ended before the read began; needs {@link KvFeature#STRONG_READS}. */
  public ReadOptions withStrongConsistency() {
    return new ReadOptions(fields, true);
  }

  /** The fields to read; empty for all. */
  public List<FieldPath> fields() {
    return fields;
  }

  public boolean strong() {
    return strong;
  }

  @Override
  public String toString() {
    return "ReadOptions[fields=" + fields + ", strong=" + strong + "]";
  }
}
