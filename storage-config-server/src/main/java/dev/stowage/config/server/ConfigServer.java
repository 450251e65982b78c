package dev.stowage.config.server;

import dev.stowage.StorageException;
import dev.stowage.config.StorageConfigs;
import dev.stowage.portable.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves storage configurations over HTTP, under the paths of the documented service: {@code
 * /configs/storage}, {@code /configs/storage/ID}, {@code /configs/storage/ID/test}, {@code
 * /tasks/ID}, {@code /organisation}, and a page for browsers at {@code /}.
 *
 * <p>Each token opens the configurations of its organisation. Any number of servers may serve one
 * registry. Closing lets requests finish; registry and tokens stay the caller's.
 *
 * <p>Thread-safe.
 */
public final class ConfigServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigServer.class);

  private final Listener listener;

  private ConfigServer(Listener listener) {
    this.listener = listener;
  }

  /**
   * Listens, and takes up tests that processes which are gone have left.
   *
   * @throws UncheckedIOException when it cannot listen there
   */
  public static ConfigServer start(
      StorageConfigs configs, ApiTokens tokens, ServerOptions options) {
    HttpService service =
        new HttpService(
            processor(),
            new Api(configs, tokens, options),
            DefaultConnectionReuseStrategy.INSTANCE,
            null) {
          @Override
          protected void handleException(HttpException e, ClassicHttpResponse response) {
            int status = toStatusCode(e);
            Api.fill(
                response,
                Answer.of(ApiFailure.of(status, "invalid-request", "this is not an HTTP request")));
          }
        };
    try {
      ConfigServer server = new ConfigServer(Listener.start(service, options));
      Future<?> unused =
          Workers.submit(
              () -> {
                recover(configs, tokens);
                return null;
              });
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen on " + options.address() + ": " + e.getMessage(), e);
    }
  }

  /** Not the library's ResponseConnControl, which ends the connection after every refusal. */
  private static HttpProcessor processor() {
    return HttpProcessorBuilder.create()
        .addAll(RequestValidateHost.INSTANCE)
        .addAll(ResponseDate.INSTANCE, ResponseContent.INSTANCE)
        .build();
  }

  private static void recover(StorageConfigs configs, ApiTokens tokens) {
    try {
      Set<String> organisations =
          tokens.list().stream().map(ApiToken::organisation).collect(Collectors.toSet());
      for (String organisation : organisations) {
        int taken = configs.forOrganisation(organisation).recover();
        LOG.debug("took up {} tests of {}", taken, organisation);
      }
    } catch (StorageException e) {
      LOG.warn("could not look for tests to take up; whoever waits for one takes it up", e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** The address as a URL. */
  public String url() {
    String host = address().getAddress().getHostAddress();
    return "http://"
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + ":"
        + address().getPort();
  }

  /**
   * Takes no more requests, waits for those that are being worked on as long as the options say,
   * then cuts them off. Closing again does nothing.
   */
  @Override
  public void close() {
    listener.close();
  }

  @Override
  public String toString() {
    return "ConfigServer[" + url() + "]";
  }
}
