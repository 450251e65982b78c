package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Several calls of the JSON API in one request of multipart/mixed. */
final class GcsBatch {

  private static final int MOST = 100;
  private static final String BOUNDARY = "batch_stowage_fake";

  private final Function<FakeRequest, FakeResponse> calls;

  /**
   * @param calls answers one call, errors too
   */
  GcsBatch(Function<FakeRequest, FakeResponse> calls) {
    this.calls = calls;
  }

  FakeResponse answer(GcsCall call) {
    String type = call.header("Content-Type").orElse("");
    int at = type.indexOf("boundary=");
    if (!type.startsWith("multipart/mixed") || at < 0) {
      throw GcsError.invalid("A batch must be multipart/mixed with a boundary.");
    }
    String boundary = type.substring(at + 9).replace("\"", "");
    String body = "\r\n" + new String(call.request().body(), StandardCharsets.ISO_8859_1);
    String[] pieces = body.split("\r\n--" + Pattern.quote(boundary), -1);
    if (pieces.length < 3 || !pieces[pieces.length - 1].startsWith("--")) {
      throw GcsError.invalid("Failed to parse batch request.");
    }
    if (pieces.length - 2 > MOST) {
      throw GcsError.invalid("The batch request contains more than 100 calls.");
    }
    Optional<FaultClaim> fault = call.request().fault(FaultKind.ERROR_INSIDE_200);
    fault.ifPresent(FaultClaim::fire);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 1; i < pieces.length - 1; i++) {
      int head = pieces[i].indexOf("\r\n\r\n");
      String outer = pieces[i].substring(0, Math.max(head, 0));
      FakeRequest inner = inner(call, pieces[i].substring(head + 4));
      FakeResponse reply =
          fault.isPresent()
              ? GcsProtocol.error(
                  inner, true, new GcsError(500, "backendError", "InternalError", "Backend Error"))
              : calls.apply(inner);
      write(out, header(outer, "Content-ID"), reply);
    }
    out.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
    return FakeResponse.of(200)
        .with("Content-Type", "multipart/mixed; boundary=" + BOUNDARY)
        .withBody(out.toByteArray());
  }

  /** A call inside; it has the authorization of the whole unless it has its own. */
  private static FakeRequest inner(GcsCall batch, String text) {
    String[] lines = text.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length < 2) {
      throw GcsError.invalid("Failed to parse batch request.");
    }
    FakeHeaders headers = FakeHeaders.NONE;
    Optional<String> authorization = batch.header("Authorization");
    if (authorization.isPresent()) {
      headers = headers.with("Authorization", authorization.get());
    }
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      headers = headers.with(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
    }
    return FakeRequest.head(first[0], first[1], headers);
  }

  private static void write(ByteArrayOutputStream out, String id, FakeResponse reply) {
    StringBuilder head = new StringBuilder("--").append(BOUNDARY).append("\r\n");
    head.append("Content-Type: application/http\r\n");
    if (!id.isEmpty()) {
      head.append("Content-ID: ").append(id.replaceFirst("^<", "<response-")).append("\r\n");
    }
    head.append("\r\nHTTP/1.1 ").append(reply.status()).append(" Said\r\n");
    reply
        .headers()
        .lines()
        .forEach(l -> head.append(l.name()).append(": ").append(l.value()).append("\r\n"));
    head.append("Content-Length: ").append(reply.body().length).append("\r\n\r\n");
    out.writeBytes(ascii(head.toString()));
    out.writeBytes(reply.body());
    out.writeBytes(ascii("\r\n"));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String header(String head, String name) {
    for (String line : head.split("\r\n", -1)) {
      if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }
}
