package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.Percent;
import java.nio.charset.StandardCharsets;

/** A refusal on its way out: a status, and words as a small page or as plain text. */
final class SwiftError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private transient FakeHeaders headers = FakeHeaders.NONE;

  /**
   * @param words empty for the usual ones of the status
   */
  SwiftError(int status, String words) {
    super(words, null, false, false);
    this.status = status;
  }

  SwiftError(int status) {
    this(status, "");
  }

  SwiftError header(String name, String value) {
    headers = headers.with(name, value);
    return this;
  }

  int status() {
    return status;
  }

  String words() {
    return String.valueOf(getMessage());
  }

  FakeHeaders headers() {
    return headers;
  }

  static SwiftError notFound() {
    return new SwiftError(404);
  }

  static SwiftError forbidden() {
    return new SwiftError(403);
  }

  static SwiftError bad(String words) {
    return new SwiftError(400, words);
  }

  static SwiftError unauthorized(String account, String words) {
    return new SwiftError(401, words)
        .header("WWW-Authenticate", "Swift realm=\"" + Percent.encoded(account, true) + "\"");
  }

  /** Status and reason, as they stand in the reports of bulk requests. */
  static String line(int status) {
    return status + " " + title(status);
  }

  FakeResponse response() {
    String text =
        words().isEmpty()
            ? "<html><h1>" + title(status) + "</h1><p>The request was refused.</p></html>"
            : words();
    FakeResponse response =
        FakeResponse.of(status).with("Content-Type", "text/html; charset=UTF-8");
    for (FakeHeaders.Line line : headers.lines()) {
      response = response.with(line.name(), line.value());
    }
    return status == 304 ? response : response.withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String title(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 411 -> "Length Required";
      case 412 -> "Precondition Failed";
      case 413 -> "Request Entity Too Large";
      case 416 -> "Requested Range Not Satisfiable";
      case 422 -> "Unprocessable Entity";
      case 498 -> "Rate Limited";
      case 500 -> "Internal Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 507 -> "Insufficient Storage";
      default -> "Error";
    };
  }
}
