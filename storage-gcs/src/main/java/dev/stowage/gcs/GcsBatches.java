package dev.stowage.gcs;

import dev.stowage.ErrorCode;
import dev.stowage.blob.DeleteResult;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpResponse;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Deletes of many keys in one request, a call of the JSON API for each. */
final class GcsBatches {
  /** The service takes no more calls in one batch. */
  static final int MOST = 100;

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern ID =
      Pattern.compile("(?i)Content-ID:\\s*<?response-(?:.*\\+)?([0-9]+)>?");
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");

  private final GcsConfig config;
  private final GcsWire wire;

  GcsBatches(GcsConfig config, GcsWire wire) {
    this.config = config;
    this.wire = wire;
  }

  List<DeleteResult> delete(List<String> keys) throws IOException {
    if (keys.isEmpty()) {
      return List.of();
    }
    String boundary = "stowage-" + UUID.randomUUID();
    byte[] body = body(keys, boundary).getBytes(StandardCharsets.US_ASCII);
    Map<String, String> headers = Map.of("Content-Type", "multipart/mixed; boundary=" + boundary);
    Ask ask = new Ask("POST", wire.endpoint().batch(), headers, HttpBody.of(body), true, false);
    try (HttpResponse response = wire.send(ask)) {
      Map<Integer, Reply> replies = replies(response);
      List<DeleteResult> results = new ArrayList<>(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        Reply reply = replies.get(i);
        if (reply == null) {
          throw new MalformedReplyException("the batch does not answer its call " + i);
        }
        results.add(result(keys.get(i), reply, response));
      }
      return results;
    }
  }

  private String body(List<String> keys, String boundary) {
    StringBuilder body = new StringBuilder(keys.size() * 200);
    for (int i = 0; i < keys.size(); i++) {
      body.append("--").append(boundary).append("\r\nContent-Type: application/http\r\n");
      body.append("Content-ID: <").append(i).append(">\r\n\r\nDELETE ");
      body.append(wire.endpoint().rootPath()).append("/storage/v1");
      body.append(GcsEndpoint.object(config.bucket(), keys.get(i))).append(" HTTP/1.1\r\n");
      config
          .userProject()
          .ifPresent(p -> body.append("x-goog-user-project: ").append(p).append("\r\n"));
      body.append("\r\n\r\n");
    }
    return body.append("--").append(boundary).append("--\r\n").toString();
  }

  private record Reply(int status, String words) {}

  private static Map<Integer, Reply> replies(HttpResponse response) throws IOException {
    Matcher type = BOUNDARY.matcher(response.headers().first("Content-Type").orElse(""));
    if (!type.find()) {
      throw new MalformedReplyException("the reply to a batch is not multipart");
    }
    String text = "\r\n" + new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    Map<Integer, Reply> replies = new HashMap<>();
    for (String piece : text.split("\r\n--" + Pattern.quote(type.group(1)), -1)) {
      Matcher id = ID.matcher(piece);
      Matcher status = STATUS.matcher(piece);
      if (id.find() && status.find()) {
        int end = piece.indexOf("\r\n\r\n", status.start());
        String words = end < 0 ? "" : piece.substring(end + 4).strip();
        replies.put(
            Integer.valueOf(id.group(1)), new Reply(Integer.parseInt(status.group(1)), words));
      }
    }
    return replies;
  }

  private static DeleteResult result(String key, Reply reply, HttpResponse response) {
    if (reply.status() < 300) {
      return new DeleteResult(key, Optional.empty());
    }
    GcsException refusal = GcsException.of(response, reply.status(), reply.words());
    boolean gone = GcsFailures.classify(refusal).code() == ErrorCode.NOT_FOUND;
    return new DeleteResult(
        key, gone ? Optional.empty() : Optional.of(GcsFailures.ofKey(key, refusal)));
  }
}
