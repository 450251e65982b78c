import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The head of a request. */
final class Request {
  private final String method;
  private final String bucket;
  private final String key;
  private final Map<String, String> query = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();

  /** Parses what stands before the empty line. */
  Request(String head) {
    int line = head.indexOf("\r\n");
    String first = line < 0 ? head : head.substring(0, line);
    int space = first.indexOf(' ');
    method = first.substring(0, space);
    String target = first.substring(space + 1, first.lastIndexOf(' '));
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    int slash = path.indexOf('/', 1);
    bucket = decode(slash < 0 ? path.substring(1) : path.substring(1, slash));
    key = slash < 0 ? "" : decode(path.substring(slash + 1));
    if (mark >= 0) {
      for (String pair : target.substring(mark + 1).split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value =
            equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        query.put(name, value);
      }
    }
    while (line >= 0) {
      int next = head.indexOf("\r\n", line + 2);
      String header = next < 0 ? head.substring(line + 2) : head.substring(line + 2, next);
      int colon = header.indexOf(':');
      if (colon > 0) {
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      line = next;
    }
  }

  private static String decode(String path) {
    return path.indexOf('%') < 0
        ? path
        : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  String method() {
    return method;
  }

  boolean is(String wanted) {
    return method.equals(wanted);
  }

  String bucket() {
    return bucket;
  }

  String key() {
    return key;
  }

  /** Bucket and key. */
  String name() {
    return bucket + "/" + key;
  }

  boolean asks(String parameter) {
    return query.containsKey(parameter);
  }

  /** Empty when there is none. */
  String query(String parameter) {
    return query.getOrDefault(parameter, "");
  }

  /** Their lower-case names. */
  Stream<String> headers() {
    return headers.keySet().stream();
  }

  /** By lower-case name; empty when there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
