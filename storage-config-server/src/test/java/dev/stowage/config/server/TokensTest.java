package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Row;
import dev.stowage.kv.ScanRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens: what is kept of them, and for how long they work. */
class TokensTest {
  private final HandClock clock = new HandClock();
  private final KvStore rows = KvStore.open("mem:");
  private final ApiTokens tokens = ApiTokens.in(rows, clock);

  @AfterEach
  void close() {
    rows.close();
  }

  @Test
  void token_isKeptAsAHash() {
    IssuedToken issued = tokens.create("acme", "deploy", EnumSet.of(Scope.READ));
    assertEquals(Optional.of(issued.about()), tokens.authenticate(issued.text()));
    String secret = issued.text().substring(issued.text().length() - 43);
    try (Stream<Row> all = rows.scan(ScanRequest.all())) {
      List<Row> kept = all.toList();
      assertEquals(1, kept.size());
      assertFalse(kept.toString().contains(secret));
      assertFalse(kept.get(0).document().toJson().contains(secret));
    }
    assertFalse(issued.toString().contains(secret), "nor does it print itself");
    assertFalse(issued.about().toString().contains(secret));
  }

  @Test
  void token_isNeverTheSame() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertTrue(texts.add(TokenText.random().text()));
    }
  }

  @Test
  void token_isNotGuessedFromItsId() {
    IssuedToken one = tokens.create("acme", "one", EnumSet.of(Scope.READ));
    IssuedToken two = tokens.create("acme", "two", EnumSet.of(Scope.READ));
    String mixed = one.text().substring(0, 25) + two.text().substring(25);
    assertEquals(Optional.empty(), tokens.authenticate(mixed));
    assertEquals(Optional.empty(), tokens.authenticate(one.text() + " "));
    assertEquals(Optional.empty(), tokens.authenticate(""));
    assertEquals(Optional.empty(), tokens.authenticate(one.about().id()));
  }

  @Test
  void token_expires() {
    IssuedToken issued =
        tokens.create("acme", "short", EnumSet.of(Scope.READ), Duration.ofMinutes(5));
    clock.advance(Duration.ofSeconds(298));
    assertTrue(tokens.authenticate(issued.text()).isPresent());
    clock.advance(Duration.ofSeconds(2));
    assertTrue(tokens.authenticate(issued.text()).isEmpty());
    assertEquals(List.of(issued.about()), tokens.list(), "it is listed until it is revoked");
  }

  @Test
  void token_isRevoked() throws Exception {
    try (Service service = new Service()) {
      String text = service.token("acme", EnumSet.of(Scope.READ));
      Map<String, String> as = Map.of("Authorization", "Token " + text);
      assertEquals(200, service.call("GET", "/organisation", as).status());
      String id = TokenText.parse(text).orElseThrow().id();
      ApiTokens.in(service.tokenRows).revoke(id);
      assertEquals(401, service.call("GET", "/organisation", as).status());
      StorageException again =
          assertThrows(StorageException.class, () -> service.tokens.revoke(id));
      assertEquals(ErrorCode.NOT_FOUND, again.code());
    }
  }

  @Test
  void list_hasWhatIsKnown() {
    IssuedToken one = tokens.create("acme", "one", EnumSet.of(Scope.READ));
    clock.advance(Duration.ofSeconds(1));
    IssuedToken two = tokens.create("other", "two", EnumSet.allOf(Scope.class), Duration.ofDays(1));
    assertEquals(List.of(one.about(), two.about()), tokens.list());
    assertEquals(Optional.empty(), tokens.list().get(0).expires());
    assertEquals(Set.of(Scope.READ, Scope.WRITE), tokens.list().get(1).scopes());
  }

  @Test
  void arguments_areChecked() {
    for (Runnable wrong :
        List.<Runnable>of(
            () -> tokens.create("", "x", EnumSet.of(Scope.READ)),
            () -> tokens.create("acme", " ", EnumSet.of(Scope.READ)),
            () -> tokens.create("acme", "x".repeat(201), EnumSet.of(Scope.READ)),
            () -> tokens.create("acme", "x", Set.of()),
            () -> tokens.create("acme", "x", EnumSet.of(Scope.READ), Duration.ZERO),
            () -> Scope.of("admin"))) {
      StorageException e = assertThrows(StorageException.class, wrong::run);
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }
    assertThrows(StorageException.class, () -> tokens.revoke("../x"));
    assertEquals(List.of(), tokens.list());
  }
}
