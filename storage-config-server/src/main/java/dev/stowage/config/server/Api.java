package dev.stowage.config.server;

import dev.stowage.StorageException;
import dev.stowage.config.StorageConfigs;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.io.HttpServerRequestHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request on its way: route, token, scope, body, operation, answer. The cheapest check that can
 * refuse it comes first, and a body is read from callers with a token only.
 */
final class Api implements HttpServerRequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final String AWAIT = "Ricloud-Await";
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer");

  private final StorageConfigs configs;
  private final Authentication authentication;
  private final ServerOptions options;

  Api(StorageConfigs configs, ApiTokens tokens, ServerOptions options) {
    this.configs = configs;
    this.authentication = new Authentication(tokens, options);
    this.options = options;
  }

  @Override
  public void handle(ClassicHttpRequest request, ResponseTrigger trigger, HttpContext context)
      throws HttpException, IOException {
    long began = System.nanoTime();
    Connection connection = Connection.of(context);
    BodyReader body = new BodyReader(request, connection, options.maxBody());
    Answer answer;
    String who = "nobody";
    // A method or path that is not ours may be anything, a token in the wrong place too.
    String what = "nothing known";
    try {
      body.checkFraming();
      Route.Match match = route(request);
      what = request.getMethod() + " " + match.route();
      ApiToken caller = authentication.caller(request, connection, match.route() == Route.PAGE);
      who = caller.id();
      answer =
          answered(request, match, caller, text(request, match, caller, body, trigger), connection);
    } catch (ApiFailure e) {
      answer = Answer.of(e);
    } catch (StorageException e) {
      // Of the tokens: those of the operation were answered.
      answer = Answer.of(Refusals.of(e, "").orElseGet(() -> defect(e)));
    } catch (RuntimeException e) {
      answer = Answer.of(defect(e));
    }
    body.drop();
    connection.answering();
    LOG.info(
        "{} {} token={} from={} ms={}",
        what,
        answer.status(),
        who,
        connection.peer().getHostAddress(),
        (System.nanoTime() - began) / 1_000_000);
    send(answer, request, !body.isAtEnd() || connection.isLast() || isLast(request), trigger);
  }

  private static Route.Match route(ClassicHttpRequest request) {
    String path = request.getPath();
    int query = path.indexOf('?');
    Route.Match match =
        Route.of(query < 0 ? path : path.substring(0, query))
            .orElseThrow(() -> ApiFailure.notFound("path"));
    if (!match.route().takes(request.getMethod())) {
      throw ApiFailure.of(
              405, "method-not-allowed", "this path has no such method; see the header Allow")
          .withHeader(HttpHeaders.ALLOW, match.route().allowed());
    }
    return match;
  }

  private String text(
      ClassicHttpRequest request,
      Route.Match match,
      ApiToken caller,
      BodyReader body,
      ResponseTrigger trigger)
      throws IOException, HttpException {
    Scope needed = Route.scope(request.getMethod());
    if (!caller.scopes().contains(needed)) {
      throw ApiFailure.of(403, "missing-scope", "the token lacks the scope " + needed.word())
          .withParam("scope", needed.word());
    }
    if (request.getMethod().equals("POST") && match.route() != Route.TEST) {
      MediaType.requireJson(request);
    }
    return body.text(trigger);
  }

  private Answer answered(
      ClassicHttpRequest request,
      Route.Match match,
      ApiToken caller,
      String body,
      Connection connection) {
    connection.received();
    String path = request.getPath();
    int query = path.indexOf('?');
    Operations.Call call =
        new Operations.Call(
            match,
            request.getMethod(),
            query < 0 ? "" : path.substring(query + 1),
            body,
            await(request));
    try {
      return Operations.answer(configs.forOrganisation(caller.organisation()), call);
    } catch (StorageException e) {
      return Answer.of(Refusals.of(e, match.id()).orElseGet(() -> defect(e)));
    }
  }

  private static Duration await(ClassicHttpRequest request) {
    Header header = request.getFirstHeader(AWAIT);
    if (header == null) {
      return Duration.ZERO;
    }
    if (request.countHeaders(AWAIT) > 1 || !header.getValue().strip().matches("[0-9]|10")) {
      throw ApiFailure.parameter(AWAIT, "it is a whole number of seconds from 0 to 10");
    }
    return Duration.ofSeconds(Long.parseLong(header.getValue().strip()));
  }

  /** Says no more than where to look: what went wrong may be nobody's business but ours. */
  private static ApiFailure defect(RuntimeException e) {
    String reference = UUID.randomUUID().toString();
    LOG.error("request failed, reference {}", reference, e);
    return ApiFailure.of(
            500, "internal-error", "the service failed; its log has more under this reference")
        .withParam("reference", reference);
  }

  /** Whether the caller wants no more of this connection. */
  private static boolean isLast(ClassicHttpRequest request) {
    Header header = request.getFirstHeader(HttpHeaders.CONNECTION);
    return request.getVersion() != null && request.getVersion().lessEquals(HttpVersion.HTTP_1_0)
        || header != null && header.getValue().toLowerCase(Locale.ROOT).contains("close");
  }

  private static void send(
      Answer answer, ClassicHttpRequest request, boolean last, ResponseTrigger trigger)
      throws IOException, HttpException {
    try (ClassicHttpResponse response = response(answer)) {
      if (last) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        // Or the library would read what is left of the body, however much that is.
        request.setEntity(null);
      }
      trigger.submitResponse(response);
    }
  }

  /** Also for what the library refuses before it is a request. */
  static ClassicHttpResponse response(Answer answer) {
    ClassicHttpResponse response = new BasicClassicHttpResponse(answer.status());
    fill(response, answer);
    return response;
  }

  static void fill(ClassicHttpResponse response, Answer answer) {
    response.setCode(answer.status());
    ALWAYS.forEach(response::setHeader);
    answer.headers().forEach(response::setHeader);
    response.setEntity(new ByteArrayEntity(answer.body(), ContentType.parse(answer.type())));
  }
}
