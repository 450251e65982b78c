package dev.stowage.http;

import dev.stowage.http.ProxyRules.HttpProxy;
import java.util.Optional;

/** What must be the same for two requests to share a connection. */
record Route(boolean secure, String host, int port, Optional<HttpProxy> proxy) {
  static Route of(Target target, ProxyRules rules) {
    return new Route(target.secure(), target.host(), target.port(), rules.select(target));
  }

  /** Plain requests through a proxy name the whole URI; tunnelled ones look like direct ones. */
  boolean namesWholeUri() {
    return proxy.isPresent() && !secure;
  }
}
