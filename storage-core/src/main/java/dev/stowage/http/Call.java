package dev.stowage.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on one connection: sends it, reads the head of the response, ends the exchange. */
final class Call {
  private final HttpRequest request;
  private final Connection connection;
  private final Exchange exchange;
  private final Consumer<Call> whenFinished;
  private boolean reusable;
  private boolean finished;

  /**
   * Prepares a call.
   *
   * @param whenFinished called once, when the connection is free or lost
   */
  Call(HttpRequest request, Connection connection, Exchange exchange, Consumer<Call> whenFinished) {
    this.request = request;
    this.connection = connection;
    this.exchange = exchange;
    this.whenFinished = whenFinished;
  }

  Connection connection() {
    return connection;
  }

  Exchange exchange() {
    return exchange;
  }

  ResponseReader reader() {
    return connection.reader();
  }

  String describe(String what) {
    return exchange.describe(what);
  }

  boolean hasBytes() {
    return connection.reader().buffered() > 0 || connection.arrived() > 0;
  }

  /** The caller has gone: what has not arrived by now is not waited for. */
  void hurry() {
    exchange.hurry();
  }

  /** Sends the head and the body and reads the head of the response. */
  HttpResponse run(String head, long continueMillis, WireLog log) throws IOException {
    byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
    reader().reset();
    exchange.startRequest();
    HttpBody body = request.body().orElse(null);
    ResponseHead answer;
    long sent = 0;
    boolean complete = false;
    if (body == null) {
      answer = sendAlone(bytes);
      complete = true;
    } else {
      answer = sendHeadOfBody(bytes, continueMillis);
      if (answer == null || !answer.refusal()) {
        BodyOutput out = BodyOutput.of(connection, body.length(), answer);
        answer = sendBody(body, out);
        sent = out.count();
        complete = !out.refused() && connection.writeFailure() == null;
      }
    }
    if (answer == null) {
      answer = reader().readFinalHead();
    }
    log.response(request, answer);
    long length = answer.bodyLength(request.method());
    reusable = complete && answer.keepsConnection() && keepsConnection();
    ResponseBody responseBody = ResponseBody.of(this, length);
    return new HttpResponse(
        answer.status(), answer.headers(), responseBody, sent, responseBody::count);
  }

  private boolean keepsConnection() {
    return !request.headers().first("Connection").map("close"::equalsIgnoreCase).orElse(false);
  }

  private @Nullable ResponseHead sendAlone(byte[] head) throws IOException {
    try {
      connection.write(head, 0, head.length);
      connection.flush();
      return null;
    } catch (IOException e) {
      return salvage(e);
    }
  }

  /** Sends the head, or only buffers it; a head comes back if the server answers at once. */
  private @Nullable ResponseHead sendHeadOfBody(byte[] head, long continueMillis)
      throws IOException {
    try {
      connection.write(head, 0, head.length);
      if (!RequestHead.asksConsent(request)) {
        return null;
      }
      connection.flush();
    } catch (IOException e) {
      return salvage(e);
    }
    return awaitConsent(continueMillis);
  }

  /** Waits for 100 (Continue) or a final answer; null also when the server keeps silent. */
  private @Nullable ResponseHead awaitConsent(long continueMillis) throws IOException {
    long end = System.nanoTime() + continueMillis * 1_000_000;
    exchange.consentPending(true);
    while (true) {
      long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
      if (!awaitBytes((int) Math.min(left, Integer.MAX_VALUE))) {
        return null;
      }
      ResponseHead head = reader().readHead();
      if (!head.interim() || head.status() == 100) {
        exchange.consentPending(false);
        return head.interim() ? null : head;
      }
    }
  }

  private boolean awaitBytes(int millis) throws IOException {
    try {
      return reader().awaitBytes(millis);
    } catch (TransportException ours) {
      throw ours;
    } catch (IOException e) {
      throw new NoResponseException(describe("the connection broke before the response"), e);
    }
  }

  private @Nullable ResponseHead sendBody(HttpBody body, BodyOutput out) throws IOException {
    try {
      body.writeTo(out);
      if (!out.refused()) {
        out.finish();
        connection.flush();
      }
    } catch (IOException | RuntimeException e) {
      IOException failure = connection.writeFailure();
      if (!out.refused()) {
        if (failure != null) {
          return salvage(failure);
        }
        if (e instanceof IOException io) {
          throw exchange.translate(io);
        }
        throw e;
      }
    }
    return out.answer();
  }

  /**
   * After a failed write the reason may be waiting to be read: a server that refuses early answers
   * first and closes then. An answer that claims success for half a request is not believed.
   */
  private ResponseHead salvage(IOException failure) throws IOException {
    IOException translated = exchange.translate(failure);
    if (translated instanceof TransportException) {
      throw translated;
    }
    try {
      ResponseHead head = reader().readFinalHead();
      if (head.refusal()) {
        return head;
      }
    } catch (NoResponseException nothing) {
      failure.addSuppressed(nothing);
    }
    throw new NoResponseException(describe("the connection broke while sending"), failure);
  }

  /** Ends the exchange; the connection may be used again if the response ended as it should. */
  void finish(boolean clean) {
    if (finished) {
      return;
    }
    finished = true;
    boolean spare = connection.reader().buffered() > 0 || connection.writeFailure() != null;
    reusable &= exchange.finish() && clean && !spare;
    whenFinished.accept(this);
  }

  boolean reusable() {
    return reusable;
  }
}
