package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.kv.Document;
import java.util.Collections;

/** Storing a value and reading it back, for the contracts that are about values. */
interface KvKept extends KvContract {
  /** Stores a value at the top, in a list and in a document, and reads it back. */
  default Document kept(Object value) {
    Document document =
        Document.empty()
            .with("v", value)
            .with("list", Collections.singletonList(value))
            .with("in.v", value);
    store().put(key("value"), document);
    assertEquals(document, document(key("value")));
    assertEquals(document, harness().other().get(key("value"), fresh()).orElseThrow().document());
    return document(key("value"));
  }
}
