package dev.stowage.oci.nosql;

import dev.stowage.kv.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scan has before it.
 *
 * @param stretches pieces, at least one
 * @param page the service's token within the first of them, or null for its start
 */
record StretchCursor(List<Utf16Stretch> stretches, @Nullable String page) {
  String text() {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Utf16Stretch each : stretches) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("from", each.from());
      one.put("to", each.to());
      one.put("settled", each.settled());
      list.add(one);
    }
    return Document.empty().with("left", list).with("page", page).toJson();
  }

  static StretchCursor parse(String text) {
    Document cursor = Document.fromJson(text);
    List<Utf16Stretch> stretches = new ArrayList<>();
    for (Object each : cursor.list("left").orElse(List.of())) {
      if (each instanceof Document one) {
        stretches.add(
            new Utf16Stretch(
                one.string("from").orElse(null),
                one.string("to").orElse(null),
                (int) one.integer("settled").orElse(0)));
      }
    }
    return new StretchCursor(stretches, cursor.string("page").orElse(null));
  }
}
