package dev.stowage.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Writes answers onto a connection, whole or broken. */
final class WireOutput {

  private static final int PIECES = 4096;
  private static final long BETWEEN_PIECES_NANOS = 20_000;

  private final OutputStream out;

  WireOutput(OutputStream out) {
    this.out = out;
  }

  void goOn() throws IOException {
    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Writes an answer as planned. */
  void write(
      FakeRequest request,
      FakeResponse response,
      WirePlan plan,
      boolean keep,
      RequestJournal.Entry entry)
      throws IOException {
    boolean chunked = response.chunked() && !WirePlan.bodyless(request, response);
    long length = chunked ? -1 : plan.announced();
    out.write(head(request, response, length, keep).getBytes(StandardCharsets.ISO_8859_1));
    send(plan, chunked, entry);
    if (chunked && plan.whole()) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    out.flush();
  }

  private void send(WirePlan plan, boolean chunked, RequestJournal.Entry entry) throws IOException {
    long sent = 0;
    for (int i = 0; plan.piece() > 0 && i < PIECES && sent < plan.end(); i++) {
      long size = Math.min(plan.piece(), plan.end() - sent);
      sendPiece(plan.body().slice(sent, sent + size), chunked, entry);
      out.flush();
      sent += size;
      LockSupport.parkNanos(BETWEEN_PIECES_NANOS);
    }
    if (sent < plan.end()) {
      sendPiece(plan.body().slice(sent, plan.end()), chunked, entry);
    }
  }

  private void sendPiece(FakeBytes piece, boolean chunked, RequestJournal.Entry entry)
      throws IOException {
    if (chunked) {
      out.write((Long.toHexString(piece.size()) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    piece.writeTo(new CountedBody(out, entry.responseBytes));
    if (chunked) {
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static String head(
      FakeRequest request, FakeResponse response, long length, boolean keep) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(response.status()).append(' ');
    head.append(reason(response.status())).append("\r\n");
    for (FakeHeaders.Line line : response.headers().lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    boolean head204 = response.status() == 204 || response.status() == 304;
    if (length < 0) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (!head204 && !response.headers().has("Content-Length")) {
      long shown = request.method().equals("HEAD") ? response.bytes().size() : length;
      head.append("Content-Length: ").append(shown).append("\r\n");
    }
    if (!keep) {
      head.append("Connection: close\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 204 -> "No Content";
      case 206 -> "Partial Content";
      case 303 -> "See Other";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 416 -> "Requested Range Not Satisfiable";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> status < 400 ? "OK" : "Error";
    };
  }
}
