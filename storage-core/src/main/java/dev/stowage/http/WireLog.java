package dev.stowage.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Heads on the wire, secrets hidden, at TRACE. */
final class WireLog {
  static final Logger DEFAULT = LoggerFactory.getLogger("dev.stowage.http.wire");

  private final Logger logger;
  private final boolean allowed;

  WireLog(Logger logger, boolean allowed) {
    this.logger = logger;
    this.allowed = allowed;
  }

  void request(HttpRequest request, String head) {
    if (allowed && logger.isTraceEnabled()) {
      logger.trace("{}", redacted(request, head));
    }
  }

  void response(HttpRequest request, ResponseHead head) {
    if (allowed && logger.isTraceEnabled()) {
      logger.trace("{} -> {}\n{}", request, head.status(), head.headers());
    }
  }

  void failure(HttpRequest request, Throwable failure) {
    if (allowed && logger.isTraceEnabled()) {
      logger.trace("{} -> {}", request, failure.toString());
    }
  }

  private static String redacted(HttpRequest request, String head) {
    StringBuilder text = new StringBuilder(request.toString());
    String[] lines = head.split("\r\n");
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(": ");
      String name = lines[i].substring(0, colon);
      text.append('\n').append(Redaction.header(name, lines[i].substring(colon + 2)));
    }
    return text.toString();
  }
}
