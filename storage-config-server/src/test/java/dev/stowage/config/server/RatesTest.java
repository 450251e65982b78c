package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Too many requests, by a clock that the test drives. */
@Timeout(120)
class RatesTest {
  private final HandClock clock = new HandClock();
  private final ServerOptions options =
      ServerOptions.defaults().withPacer(clock).withRequestsPerMinute(6).withRefusalsPerMinute(3);

  @Test
  void requests_arePerToken() throws Exception {
    try (Service service = new Service(options)) {
      for (int i = 0; i < 6; i++) {
        assertEquals(200, service.get("/organisation").status());
      }
      Wire.Reply refused = service.get("/organisation");
      assertEquals(429, refused.status());
      assertEquals("limit-exceeded", refused.error());
      assertEquals("10", refused.header("Retry-After"));
      Map<String, String> other =
          Map.of("Authorization", "Token " + service.token("acme", EnumSet.of(Scope.READ)));
      assertEquals(200, service.call("GET", "/organisation", other).status());
      clock.advance(Duration.ofSeconds(9));
      assertEquals("1", service.get("/organisation").header("Retry-After"));
      clock.advance(Duration.ofSeconds(1));
      assertEquals(200, service.get("/organisation").status());
      assertEquals(429, service.get("/organisation").status());
    }
  }

  @Test
  void refusals_arePerAddressAndLockNobodyOut() throws Exception {
    try (Service service = new Service(options)) {
      Map<String, String> wrong = Map.of("Authorization", "Token nope");
      for (int i = 0; i < 3; i++) {
        assertEquals(401, service.call("GET", "/organisation", wrong).status());
      }
      Wire.Reply refused = service.call("GET", "/organisation", wrong);
      assertEquals(429, refused.status());
      assertEquals("20", refused.header("Retry-After"));
      assertEquals(200, service.get("/organisation").status(), "a right token is let in");
      clock.advance(Duration.ofSeconds(20));
      assertEquals(401, service.call("GET", "/organisation", wrong).status());
    }
  }

  @Test
  void refusals_behindAProxyAreOfItsClients() throws Exception {
    try (Service service = new Service(options.withForwardedAddresses())) {
      for (int i = 0; i < 4; i++) {
        Map<String, String> wrong =
            Map.of("Authorization", "Token x", "X-Forwarded-For", "10.9.9." + i + ", 10.0.0.7");
        assertEquals(i < 3 ? 401 : 429, service.call("GET", "/organisation", wrong).status());
      }
      Map<String, String> elsewhere =
          Map.of("Authorization", "Token x", "X-Forwarded-For", "10.0.0.7, 10.0.0.8");
      assertEquals(401, service.call("GET", "/organisation", elsewhere).status());
    }
  }

  @Test
  void limiter_forgetsWhoIsSilent() {
    RateLimiter limiter = new RateLimiter(clock, 2);
    for (int i = 0; i < 50_000; i++) {
      assertEquals(Optional.empty(), limiter.take("caller-" + i));
    }
    assertTrue(limiter.size() <= 10_000, "callers: " + limiter.size());
    clock.advance(Duration.ofMinutes(2));
    limiter.take("one");
    assertEquals(1, limiter.size());
  }
}
