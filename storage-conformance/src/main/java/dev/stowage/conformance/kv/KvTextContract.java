package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Document;
import dev.stowage.kv.FieldPath;
import java.util.List;

/** Texts and names of fields come back as they were, or are refused. */
public interface KvTextContract extends KvKept {
  @Case("K025")
  default void unicode_keptOrRefused() {
    for (String text :
        List.of(
            "\u00e9",
            "e\u0301",
            "\ud83d\ude00",
            "\u65e5\u672c",
            "\u05d0",
            "\ufeff",
            "\uffff",
            "a\u2028b",
            "tab\tline\nend\r",
            "quote\"back\\slash/",
            "<&>'`$@",
            "\u0001\u001f\u007f",
            "zero\u0000zero")) {
      try {
        assertEquals(text, kept(text).string("v").orElseThrow());
      } catch (StorageException e) {
        assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), e.getMessage());
      }
    }
    fails(ErrorCode.INVALID_ARGUMENT, () -> Document.empty().with("v", "\ud83d"));
    fails(ErrorCode.INVALID_ARGUMENT, () -> Document.empty().with("v", "\ude00\ud83d"));
  }

  @Case("K030")
  default void fieldNames_keptOrRefused() {
    for (String name :
        List.of(
            "a.b",
            "a b",
            "\u00e9\ud83d\ude00",
            "select",
            "from",
            "null",
            "__name__",
            "$v",
            "#n",
            ":p",
            "a\"b",
            "back\\slash",
            "1",
            "$bytes",
            "a/b",
            "[0]",
            "A")) {
      FieldPath path = FieldPath.of(name, "in." + name);
      Document document = Document.empty().with(path, 1).with("a", 2);
      try {
        store().put(key("a"), document);
      } catch (StorageException e) {
        assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), e.getMessage());
        continue;
      }
      assertEquals(document, document(key("a")));
      assertEquals(1, document(key("a")).integer(path.toString()).orElseThrow());
      Document some =
          store().get(key("a"), fresh().withFields(path.toString())).orElseThrow().document();
      assertEquals(Document.empty().with(path, 1), some);
    }
  }
}
