package dev.stowage.fakes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Header lines in the order of the wire. Names compare ignoring case; values are the bytes of the
 * wire read as ISO 8859-1. Immutable.
 */
public final class FakeHeaders {

  /** No headers. */
  public static final FakeHeaders NONE = new FakeHeaders(List.of());

  /** One header line. */
  public record Line(String name, String value) {}

  private final List<Line> lines;

  private FakeHeaders(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Headers of these lines, in this order. */
  public static FakeHeaders of(List<Line> lines) {
    return new FakeHeaders(lines);
  }

  /** Every line in order. */
  public List<Line> lines() {
    return lines;
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return lines.stream().filter(l -> l.name().equalsIgnoreCase(name)).map(Line::value).findFirst();
  }

  /** Every value of a name, in order. */
  public List<String> all(String name) {
    return lines.stream().filter(l -> l.name().equalsIgnoreCase(name)).map(Line::value).toList();
  }

  /** Whether there is a line of this name. */
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** The names in lower case, each once, in order. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Line line : lines) {
      names.add(line.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** A copy with a line added at the end. */
  public FakeHeaders with(String name, String value) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, value));
    return new FakeHeaders(more);
  }

  /** A copy in which a name has this one value. */
  public FakeHeaders replacing(String name, String value) {
    return without(name).with(name, value);
  }

  /** A copy without the lines of a name. */
  public FakeHeaders without(String name) {
    return new FakeHeaders(lines.stream().filter(l -> !l.name().equalsIgnoreCase(name)).toList());
  }

  /** The names only: values can be credentials. */
  @Override
  public String toString() {
    return names().toString();
  }
}
