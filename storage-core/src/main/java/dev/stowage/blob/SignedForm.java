package dev.stowage.blob;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * The target and the fields of a form; the file goes last, in a field named {@code file}. Treat it
 * as a secret.
 */
public record SignedForm(URI uri, Map<String, String> fields, Instant expires) {
  public SignedForm {
    fields = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(fields));
  }

  /** Prints names only, since the signature is among the fields. */
  @Override
  public String toString() {
    return "SignedForm[" + uri + ", fields=" + fields.keySet() + ", expires=" + expires + "]";
  }
}
