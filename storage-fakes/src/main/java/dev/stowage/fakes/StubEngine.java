package dev.stowage.fakes;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.direct.DirectCallHttpServerFactory;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.ImmutableRequest;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * WireMock between the wire and the protocol: stubs of the test's own come first, and what they
 * leave is answered by the protocol.
 *
 * <p>WireMock is called directly and not over a second socket, and it is shown no bodies beyond 64
 * KiB, because it copies each of them several times. A target that its URL parser would refuse goes
 * straight to the protocol.
 */
final class StubEngine implements AutoCloseable {

  private static final String EXCHANGE = "X-Stowage-Exchange";
  private static final String TRANSFORMER = "stowage-protocol";
  private static final int SHOWN_BODY = 64 << 10;
  private static final int LOWEST_PRIORITY = 1000;
  private static final String PUNCTUATION = "._~!$&'()*+,;=:@/?-";

  private final FakeProtocol protocol;
  private final Map<String, Exchange> exchanges = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final DirectCallHttpServerFactory direct = new DirectCallHttpServerFactory();
  private final WireMockServer wireMock;

  StubEngine(FakeProtocol protocol) {
    this.protocol = protocol;
    wireMock =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .httpServerFactory(direct)
                .disableRequestJournal()
                .extensions(new Transformer()));
    wireMock.start();
    stubProtocol();
  }

  WireMockServer wireMock() {
    return wireMock;
  }

  /** Removes the test's own stubs. */
  void reset() {
    wireMock.resetMappings();
    stubProtocol();
  }

  FakeResponse answer(FakeRequest request) {
    if (!plain(request.target())) {
      return protocol.answer(request);
    }
    String id = Long.toString(numbers.incrementAndGet());
    Exchange exchange = new Exchange(request);
    exchanges.put(id, exchange);
    try {
      Response stubbed = direct.getHttpServer().stubRequest(shown(request, id));
      FakeResponse response = exchange.response;
      return response == null ? converted(stubbed) : response;
    } finally {
      exchanges.remove(id);
    }
  }

  private static boolean plain(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
      boolean escape =
          c == '%'
              && i + 2 < target.length()
              && HexFormat.isHexDigit(target.charAt(i + 1))
              && HexFormat.isHexDigit(target.charAt(i + 2));
      if (!letter && !escape && PUNCTUATION.indexOf(c) < 0) {
        return false;
      }
    }
    return target.startsWith("/");
  }

  private void stubProtocol() {
    wireMock.stubFor(
        WireMock.any(WireMock.anyUrl())
            .atPriority(LOWEST_PRIORITY)
            .willReturn(WireMock.aResponse().withTransformers(TRANSFORMER)));
  }

  private static ImmutableRequest shown(FakeRequest request, String id) {
    ImmutableRequest.Builder shown =
        ImmutableRequest.create()
            .withAbsoluteUrl("http://localhost" + request.target())
            .withMethod(RequestMethod.fromString(request.method()))
            .withProtocol("HTTP/1.1")
            .withClientIp("127.0.0.1")
            .withBody(request.bytes().size() <= SHOWN_BODY ? request.body() : new byte[0]);
    for (String name : request.headers().names()) {
      shown.withHeader(name, request.headers().all(name));
    }
    return shown.withHeader(EXCHANGE, id).build();
  }

  private static FakeResponse converted(Response stubbed) {
    FakeResponse response = FakeResponse.of(stubbed.getStatus());
    for (HttpHeader header : stubbed.getHeaders().all()) {
      for (String value : header.values()) {
        response = response.with(header.key(), value);
      }
    }
    byte[] body = stubbed.getBody();
    return body == null ? response : response.withBody(body);
  }

  @Override
  public void close() {
    wireMock.stop();
  }

  private static final class Exchange {
    private final FakeRequest request;
    private volatile @Nullable FakeResponse response;

    Exchange(FakeRequest request) {
      this.request = request;
    }
  }

  private final class Transformer implements ResponseDefinitionTransformerV2 {

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Exchange exchange = exchanges.get(event.getRequest().getHeader(EXCHANGE));
      if (exchange == null) {
        throw new IllegalStateException("not one of our exchanges");
      }
      exchange.response = protocol.answer(exchange.request);
      return ResponseDefinitionBuilder.responseDefinition().withStatus(200).build();
    }

    @Override
    public String getName() {
      return TRANSFORMER;
    }

    @Override
    public boolean applyGlobally() {
      return false;
    }
  }
}
