package dev.stowage.fakes;

import dev.stowage.fakes.WirePlan.After;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One client's connection: request by request, broken where a fault is due. */
final class WireConnection implements Runnable {

  /** What a connection needs of its server. */
  record Server(
      FakeProtocol protocol,
      FaultSwitches faults,
      RequestJournal journal,
      BodyStore bodies,
      Function<FakeRequest, FakeResponse> answers) {}

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Socket socket;
  private final long number;
  private final Server server;

  WireConnection(Socket socket, long number, Server server) {
    this.socket = socket;
    this.number = number;
    this.server = server;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      WireInput in = new WireInput(new BufferedInputStream(socket.getInputStream(), 64 << 10));
      WireOutput out = new WireOutput(new BufferedOutputStream(socket.getOutputStream(), 64 << 10));
      After after = After.KEEP;
      while (after == After.KEEP) {
        FakeRequest head = in.readHead();
        if (head == null || socket.isClosed()) {
          // What still came out of a connection that was dropped is not a request any more.
          return;
        }
        after = serve(head, in, out);
        if (after == After.HOLD) {
          server.faults().holdUntilReleased();
        } else if (after == After.RESET) {
          socket.setSoLinger(true, 0);
        }
      }
    } catch (IOException e) {
      // The client has gone, or does not speak HTTP: closing is the answer to both.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private After serve(FakeRequest head, WireInput in, WireOutput out)
      throws IOException, InterruptedException {
    String operation = server.protocol().operation(head);
    RequestJournal.Entry entry = server.journal().open(operation, head, number);
    List<FaultClaim> claims = server.faults().take(operation, head, entry);
    try {
      return serve(head.withFaults(claims), in, out, entry);
    } finally {
      claims.forEach(FaultClaim::settle);
    }
  }

  private After serve(FakeRequest head, WireInput in, WireOutput out, RequestJournal.Entry entry)
      throws IOException, InterruptedException {
    if (fires(head, FaultKind.RESET_BEFORE_BODY)) {
      return After.RESET;
    }
    boolean body = WireInput.hasBody(head.headers());
    boolean waits =
        body && head.header("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    FakeResponse early = waits ? refuseEarly(head) : null;
    if (early != null) {
      return write(head, early, false, out, entry);
    }
    if (waits && !fires(head, FaultKind.NO_CONTINUE)) {
      out.goOn();
    }
    FaultClaim cut = body ? cut(head) : null;
    if (cut != null) {
      long length = head.header("Content-Length").map(Long::parseLong).orElse(Long.MAX_VALUE);
      long limit = Math.min(cut.fault().amount(), length - 1);
      in.readBody(
          head.headers(),
          limit,
          new CountedBody(OutputStream.nullOutputStream(), entry.requestBytes));
      cut.fire();
      return cut.fault().kind() == FaultKind.RESET_DURING_BODY ? After.RESET : After.HOLD;
    }
    FakeBytes bytes;
    try (BodyStore.Buffer buffer = server.bodies().buffer()) {
      in.readBody(head.headers(), Long.MAX_VALUE, new CountedBody(buffer, entry.requestBytes));
      bytes = buffer.bytes();
    }
    return answer(flipped(head.withBody(bytes)), out, entry);
  }

  private After answer(FakeRequest request, WireOutput out, RequestJournal.Entry entry)
      throws IOException, InterruptedException {
    FaultClaim refusal = request.fault(FaultKind.REFUSAL).orElse(null);
    FakeResponse response;
    if (refusal != null) {
      refusal.fire();
      response = server.protocol().refusal(request, refusal.fault());
    } else {
      response = answered(request);
      if (fires(request, FaultKind.LOST_RESPONSE)) {
        return After.RESET;
      }
    }
    FaultClaim slow = request.fault(FaultKind.SLOW_FIRST_BYTE).orElse(null);
    if (slow != null) {
      slow.fire();
      Duration delay = slow.fault().delay();
      Thread.sleep((delay.compareTo(LONGEST) > 0 ? LONGEST : delay).toMillis());
    }
    return write(request, response, keeps(request) && !isCutShort(request, response), out, entry);
  }

  private FakeResponse answered(FakeRequest request) {
    try {
      return server.answers().apply(request);
    } catch (RuntimeException e) {
      // A defect of the fake itself: the client's test shall show it, not time out on it.
      return FakeResponse.of(500).withBody(("fake failed: " + e).getBytes(StandardCharsets.UTF_8));
    }
  }

  private After write(
      FakeRequest request,
      FakeResponse response,
      boolean keep,
      WireOutput out,
      RequestJournal.Entry entry)
      throws IOException {
    boolean silentEnd = keep && fires(request, FaultKind.CLOSE_AFTER_RESPONSE);
    WirePlan plan = WirePlan.of(request, response, keep);
    entry.status(response.status());
    out.write(request, response, plan, keep, entry);
    return silentEnd && plan.after() == After.KEEP ? After.CLOSE : plan.after();
  }

  private @Nullable FakeResponse refuseEarly(FakeRequest head) {
    FaultClaim refusal = head.fault(FaultKind.REFUSAL).orElse(null);
    if (refusal != null) {
      refusal.fire();
      return server.protocol().refusal(head, refusal.fault());
    }
    return server.protocol().refuseEarly(head).orElse(null);
  }

  private FakeRequest flipped(FakeRequest request) {
    FaultClaim claim = request.fault(FaultKind.FLIPPED_REQUEST_BIT).orElse(null);
    if (claim == null) {
      return request;
    }
    int offset = server.protocol().payloadOffset(request);
    FakeBytes bytes = request.bytes();
    if (bytes.size() <= offset) {
      return request;
    }
    claim.fire();
    return request.withBody(
        bytes.flipped(Math.min(offset + claim.fault().amount(), bytes.size() - 1)));
  }

  private static @Nullable FaultClaim cut(FakeRequest head) {
    return head.fault(FaultKind.RESET_DURING_BODY)
        .or(() -> head.fault(FaultKind.STALLED_REQUEST))
        .orElse(null);
  }

  private static boolean fires(FakeRequest request, FaultKind kind) {
    Optional<FaultClaim> claim = request.fault(kind);
    claim.ifPresent(FaultClaim::fire);
    return claim.isPresent();
  }

  /** Whether a protocol's own answer promises more than it has: then the connection ends it. */
  private static boolean isCutShort(FakeRequest request, FakeResponse response) {
    return !WirePlan.bodyless(request, response)
        && response
            .headers()
            .first("Content-Length")
            .filter(length -> Long.parseLong(length) > response.body().length)
            .isPresent();
  }

  private static boolean keeps(FakeRequest request) {
    return request.header("Connection").filter("close"::equalsIgnoreCase).isEmpty();
  }
}
