package dev.stowage.swift;

import java.io.IOException;
import java.io.Serial;
import java.util.List;

/**
 * Swift refused the manifest of a large object, since segments are not what the manifest says: the
 * cause of the {@code StorageException} that users see.
 */
public final class SloValidationException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final String requestId;

  SloValidationException(List<Problem> problems, String requestId) {
    super("the manifest was refused: " + problems);
    this.problems = List.copyOf(problems);
    this.requestId = requestId;
  }

  /**
   * One segment that does not fit.
   *
   * @param segment container and name, after a slash
   * @param reason in Swift's words, such as {@code Etag Mismatch}
   */
  public record Problem(String segment, String reason) {
    @Override
    public String toString() {
      return segment + ": " + reason;
    }
  }

  /** What is wrong with which segment; empty after deserialisation. */
  public List<Problem> problems() {
    return problems == null ? List.of() : problems;
  }

  String requestId() {
    return requestId;
  }

  /** Whether the segments could not even be looked at. */
  boolean transientOnly() {
    return problems().stream().allMatch(problem -> problem.reason().startsWith("5"));
  }
}
