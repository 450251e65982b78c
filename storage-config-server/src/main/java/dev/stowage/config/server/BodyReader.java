package dev.stowage.config.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.HttpServerRequestHandler.ResponseTrigger;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the body of a request as text, up to a number of bytes and no longer than it may take. */
final class BodyReader {
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);

  /** Of a body that is refused, so much is read and dropped, for the caller to see the answer. */
  private static final int DROPPED = 1024 * 1024;

  private final ClassicHttpRequest request;
  private final Connection connection;
  private final int limit;
  private boolean ended;
  private boolean awaited;

  BodyReader(ClassicHttpRequest request, Connection connection, int limit) {
    this.request = request;
    this.connection = connection;
    this.limit = limit;
    this.ended = request.getEntity() == null;
    this.awaited = !ended && request.containsHeader(HttpHeaders.EXPECT);
  }

  /** Whether nothing of the body is left to come. */
  boolean isAtEnd() {
    return ended;
  }

  /** Refuses what two readers of the same bytes could take for different bodies. */
  void checkFraming() throws ProtocolException {
    int lengths = request.countHeaders(HttpHeaders.CONTENT_LENGTH);
    int encodings = request.countHeaders(HttpHeaders.TRANSFER_ENCODING);
    if (lengths + encodings > 1) {
      throw new ProtocolException("the length of the body is said more than once");
    }
  }

  /** The whole body; sends for it first, if the caller waits for a word. */
  String text(ResponseTrigger trigger) throws IOException, HttpException {
    HttpEntity entity = request.getEntity();
    if (entity == null) {
      return "";
    }
    if (entity.getContentLength() > limit) {
      throw tooLarge();
    }
    if (entity.getContentEncoding() != null) {
      throw ApiFailure.of(415, "unsupported-media-type", "the body must not be compressed");
    }
    if (awaited) {
      sendForIt(trigger);
    }
    byte[] bytes = new byte[limit + 1];
    try {
      int size = read(entity.getContent(), bytes);
      if (size > limit) {
        throw tooLarge();
      }
      ended = true;
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, size)).toString();
    } catch (CharacterCodingException e) {
      throw ApiFailure.body("the body is not UTF-8 text");
    } catch (SocketTimeoutException e) {
      throw ApiFailure.of(408, "request-timeout", "the body did not arrive in time");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private void sendForIt(ResponseTrigger trigger) throws IOException, HttpException {
    if (!"100-continue".equalsIgnoreCase(request.getFirstHeader(HttpHeaders.EXPECT).getValue())) {
      throw ApiFailure.of(417, "expectation-failed", "only 100-continue can be expected");
    }
    trigger.sendInformation(new BasicClassicHttpResponse(HttpStatus.SC_CONTINUE));
    awaited = false;
  }

  /** Reads the rest and drops it, if it is little and comes in time, so that it is at its end. */
  void drop() throws IOException {
    HttpEntity entity = request.getEntity();
    if (ended || awaited || entity.getContentLength() > DROPPED) {
      return;
    }
    byte[] dropped = new byte[8192];
    InputStream in = entity.getContent();
    try {
      for (int total = 0; total < DROPPED && !ended; total += dropped.length) {
        ended = read(in, dropped) < dropped.length;
      }
    } catch (SocketTimeoutException e) {
      LOG.debug("a body that nobody wants did not arrive in time");
    }
  }

  /** As many bytes as fit, or as there are. */
  private int read(InputStream in, byte[] into) throws IOException {
    int size = 0;
    while (size < into.length) {
      connection.awaitBytes();
      int count = in.read(into, size, into.length - size);
      if (count < 0) {
        break;
      }
      size += count;
      if (connection.isLate()) {
        throw new SocketTimeoutException("the body drips");
      }
    }
    return size;
  }

  private ApiFailure tooLarge() {
    return ApiFailure.of(413, "body-too-large", "the body is larger than " + limit + " bytes");
  }
}
