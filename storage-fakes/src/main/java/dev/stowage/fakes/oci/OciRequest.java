package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.text.Percent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request read as the services read it.
 *
 * @param segments of the path, decoded one by one, so that an encoded slash is part of its segment
 * @param query every value of a parameter, in order
 */
public record OciRequest(
    FakeRequest request, List<String> segments, Map<String, List<String>> query) {

  /** Reads a request, or its head. */
  public static OciRequest of(FakeRequest request) {
    List<String> segments = new ArrayList<>();
    for (String segment : request.path().substring(1).split("/", -1)) {
      segments.add(decoded(segment, false));
    }
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (!request.query().isEmpty()) {
      for (String pair : request.query().split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
        query.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return new OciRequest(request, List.copyOf(segments), query);
  }

  private static String decoded(String text, boolean plusIsSpace) {
    try {
      return Percent.decoded(text, plusIsSpace);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static OciError malformed() {
    return OciError.invalidParameter("The request's target is not properly encoded.");
  }

  public String method() {
    return request.method();
  }

  /** The segments joined again, for a look at the whole. */
  public String path() {
    return request.path();
  }

  /** A segment; empty when there are not so many. */
  public String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  public boolean has(String parameter) {
    return query.containsKey(parameter);
  }

  /** The first value of a parameter. */
  public Optional<String> param(String name) {
    return query.containsKey(name) ? Optional.of(query.get(name).get(0)) : Optional.empty();
  }

  /** Every value of a parameter, in order. */
  public List<String> params(String name) {
    return query.getOrDefault(name, List.of());
  }

  /** A parameter that must be there. */
  public String require(String name) {
    return param(name)
        .filter(v -> !v.isEmpty())
        .orElseThrow(() -> new OciError(400, "MissingParameter", "Missing parameter " + name));
  }

  public Optional<String> header(String name) {
    return request.header(name);
  }

  public byte[] body() {
    return request.body();
  }

  public FakeBytes bytes() {
    return request.bytes();
  }

  /** The body as a JSON object. */
  public Map<String, @Nullable Object> json() {
    return OciJson.object(request.body());
  }

  @Override
  public String toString() {
    return request.toString();
  }
}
