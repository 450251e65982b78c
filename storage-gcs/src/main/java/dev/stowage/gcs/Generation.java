package dev.stowage.gcs;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What our etags are: the generation of an object. An etag {@code generation.metageneration} binds
 * the metadata too.
 *
 * @param generation 0 for none
 * @param metageneration -1 for any
 */
record Generation(long generation, long metageneration) {
  /** Of no object: what an etag of somebody else's stands for. */
  private static final Generation FOREIGN = new Generation(Long.MAX_VALUE, -1);

  static final Generation ABSENT = new Generation(0, -1);

  static Generation ofEtag(String etag) {
    String text = etag.replace("\"", "");
    if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
      return FOREIGN;
    }
    int dot = text.indexOf('.');
    return dot < 0
        ? new Generation(Long.parseLong(text), -1)
        : new Generation(
            Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
  }

  /** Whether a version is one of this service at all. */
  static boolean names(String version) {
    return version.matches("[0-9]{1,18}");
  }

  /** Parameters of the JSON API. */
  void toQuery(String prefix, Map<String, String> query) {
    query.put(prefix + "GenerationMatch", Long.toString(generation));
    if (metageneration >= 0) {
      query.put(prefix + "MetagenerationMatch", Long.toString(metageneration));
    }
  }

  /** Headers of the XML API. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-goog-if-generation-match", Long.toString(generation));
    if (metageneration >= 0) {
      headers.put("x-goog-if-metageneration-match", Long.toString(metageneration));
    }
    return headers;
  }

  boolean isForeign() {
    return generation == Long.MAX_VALUE;
  }
}
