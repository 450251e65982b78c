package dev.stowage.fakes.swift;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header asks for, one range or several. */
final class SwiftRanges {
  private static final Pattern ONE = Pattern.compile("(\\d*)-(\\d*)");

  /** More than these are somebody's attack. */
  private static final int MOST = 50;

  private static final int MOST_OVERLAPS = 2;
  private static final int MOST_UNORDERED = 8;

  /** A range as it was written; -1 for what was left away. */
  private record Asked(long first, long last) {}

  /** Bytes of an object: from, to before. */
  record Span(int from, int to) {
    String header(long size) {
      return "bytes " + from + "-" + (to - 1) + "/" + size;
    }

    boolean overlaps(Span other) {
      return from < other.to && other.from < to && !equals(other);
    }
  }

  private final List<Asked> asked;

  private SwiftRanges(List<Asked> asked) {
    this.asked = asked;
  }

  /** Empty when nothing is asked for in a way that can be read: then all is served. */
  static Optional<SwiftRanges> of(String header) {
    String text = header.replace(" ", "");
    if (!text.regionMatches(true, 0, "bytes=", 0, 6)) {
      return Optional.empty();
    }
    List<Asked> asked = new ArrayList<>();
    for (String one : text.substring(6).split(",", -1)) {
      Matcher range = ONE.matcher(one);
      if (!range.matches() || one.equals("-")) {
        return Optional.empty();
      }
      long first = number(range.group(1));
      long last = number(range.group(2));
      if (first >= 0 && last >= 0 && last < first) {
        return Optional.empty();
      }
      asked.add(new Asked(first, last));
    }
    return Optional.of(new SwiftRanges(asked));
  }

  private static long number(String digits) {
    if (digits.isEmpty()) {
      return -1;
    }
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  int count() {
    return asked.size();
  }

  /** What there is of it; an empty list cannot be served. */
  List<Span> of(long size) {
    List<Span> spans = new ArrayList<>();
    for (Asked one : asked) {
      if (one.first() < 0 && one.last() > 0) {
        spans.add(new Span((int) Math.max(0, size - one.last()), (int) size));
      } else if (one.first() >= 0 && one.first() < size) {
        long end = one.last() < 0 ? size : Math.min(one.last(), size - 1) + 1;
        spans.add(new Span((int) one.first(), (int) end));
      }
    }
    return unreasonable(spans) ? List.of() : spans;
  }

  private static boolean unreasonable(List<Span> spans) {
    int overlaps = 0;
    boolean ascending = true;
    for (int i = 0; i < spans.size(); i++) {
      for (int k = i + 1; k < spans.size(); k++) {
        overlaps += spans.get(i).overlaps(spans.get(k)) ? 1 : 0;
      }
      ascending &= i == 0 || spans.get(i - 1).from() <= spans.get(i).from();
    }
    return spans.size() > MOST
        || overlaps > MOST_OVERLAPS
        || !ascending && spans.size() >= MOST_UNORDERED;
  }

  /** Several ranges as one body of parts. */
  static byte[] parts(List<Span> spans, byte[] content, String type, String boundary) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Span span : spans) {
      String head =
          "--"
              + boundary
              + "\r\nContent-Type: "
              + type
              + "\r\nContent-Range: "
              + span.header(content.length)
              + "\r\n\r\n";
      body.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
      body.write(content, span.from(), span.to() - span.from());
      body.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    body.writeBytes(("--" + boundary + "--").getBytes(StandardCharsets.ISO_8859_1));
    return body.toByteArray();
  }
}
