package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Every secret in these requests and responses contains the letters S3CR3T. */
@Timeout(20)
class WireLogTest {
  private static final String RESPONSE =
      "HTTP/1.1 200 OK\r\nX-Subject-Token: S3CR3T\r\nSet-Cookie: id=S3CR3T\r\n"
          + "X-Request-Id: 4711\r\nLocation: https://h/u?upload_id=S3CR3T&name=o\r\n"
          + "Content-Length: 11\r\n\r\nbody S3CR3T";

  private final Recorder recorder = new Recorder();

  private String exchange(TransportOptions options) throws IOException {
    try (var server = new MisbehavingServer(MisbehavingServer.always(RESPONSE));
        HttpTransport transport = new SocketTransport(options, recorder)) {
      URI uri =
          server.uri(
              "/p/S3CR3T/n/ns/o/key?X-Amz-Signature=S3CR3T&X-Amz-Security-Token=S3CR3T"
                  + "&temp_url_sig=S3CR3T&OSSAccessKeyId=S3CR3T&partNumber=7&%53ig=S3CR3T");
      HttpRequest request =
          HttpRequest.builder("PUT", uri)
              .header("authorization", "AWS4-HMAC-SHA256 S3CR3T")
              .header("X-Auth-Token", "S3CR3T")
              .header("x-amz-security-token", "S3CR3T")
              .header("Cookie", "S3CR3T")
              .header("X-Auth-Key", "S3CR3T")
              .header("x-amz-server-side-encryption-customer-key", "S3CR3T")
              .header("x-amz-copy-source", "https://u:S3CR3T@h/x?sig=S3CR3T")
              .header("x-amz-meta-color", "green")
              .body(HttpBody.of("body S3CR3T".getBytes(UTF_8)))
              .build();
      try (HttpResponse response = transport.send(request)) {
        assertEquals(200, response.status());
        assertFalse((request + " " + request.headers()).contains("S3CR3T"));
        assertFalse((response + " " + response.headers()).contains("S3CR3T"));
      }
      server.stop();
      IOException failure = assertThrows(IOException.class, () -> transport.send(request));
      assertFalse(failure.toString().contains("S3CR3T"), failure.toString());
    }
    return recorder.text.toString();
  }

  @Test
  void secretsNeverAppear_restDoes() throws IOException {
    String log = exchange(TransportOptions.defaults());
    assertFalse(log.contains("S3CR3T"), log);
    for (String shown :
        new String[] {
          "PUT http", "/n/ns/o/key", "partNumber=7", "x-amz-meta-color: green",
              "authorization: ***",
          "Content-Length: 11", "-> 200", "X-Request-Id: 4711", "name=o", "ConnectFailedException",
        }) {
      assertTrue(log.contains(shown), shown + " is missing in " + log);
    }
  }

  @Test
  void switchedOff_isSilent() throws IOException {
    assertEquals("", exchange(TransportOptions.defaults().withWireLog(false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization", "PROXY-AUTHORIZATION", "X-Auth-Token", "x-subject-token", "Set-Cookie2",
        "x-oss-security-token", "X-Goog-Signature", "x-client-secret", "My-Credentials", "Api-Key",
        "X-Passwd",
      })
  void secretHeaders(String name) {
    assertEquals(name + ": ***", Redaction.header(name, "v"));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b?x,/a/b?x",
    "/a?uploadId=1&list-type=2,/a?uploadId=1&list-type=2",
    "/a?Signature=1&b,/a?Signature=***&b",
    "/a?temp_url_sig=1=2,/a?temp_url_sig=***",
    "https://user:pw@host/p/abc/n/x?a=b,https://***@host/p/***/n/x?a=b",
  })
  void targets(String given, String shown) {
    assertEquals(shown, Redaction.target(given));
  }

  private static final class Recorder extends LegacyAbstractLogger {
    @Serial private static final long serialVersionUID = 1L;

    private final transient StringBuffer text = new StringBuffer();

    @Override
    protected String getFullyQualifiedCallerName() {
      return "";
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable throwable) {
      assertEquals(Level.TRACE, level);
      text.append(MessageFormatter.basicArrayFormat(message, arguments)).append('\n');
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
