package dev.stowage.config.server;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may call the service: tokens, of which the table keeps the SHA-256 and never the text. They
 * are looked up at every request, so one that is revoked stops working at once, in all processes.
 *
 * <p>Thread-safe. The table stays the caller's to close.
 */
public final class ApiTokens {
  private static final String KIND = "token";
  private static final String ORGANISATION = "organisation";
  private static final String NAME = "name";
  private static final String SCOPES = "scopes";
  private static final String HASH = "sha256";
  private static final String CREATED = "created";
  private static final String EXPIRES = "expires";

  private final KvStore rows;
  private final Pacer pacer;
  private final boolean parts;
  private final ReadOptions reading;

  private ApiTokens(KvStore rows, Pacer pacer) {
    this.rows = rows;
    this.pacer = pacer;
    this.parts = rows.capabilities().limits().maxKeyParts() >= 2;
    this.reading =
        rows.capabilities().has(KvFeature.STRONG_READS)
            ? ReadOptions.defaults().withStrongConsistency()
            : ReadOptions.defaults();
  }

  /**
   * Tokens in a table; no request.
   *
   * @param rows a table of their own, whose keys have one part, or two of which the first names the
   *     partition
   */
  public static ApiTokens in(KvStore rows) {
    return in(rows, Pacer.system());
  }

  /** Tokens in a table, with another clock. */
  public static ApiTokens in(KvStore rows, Pacer pacer) {
    return new ApiTokens(rows, pacer);
  }

  /**
   * Makes a token that works until it is revoked.
   *
   * @param name what it is for, 1 to 200 characters
   */
  public IssuedToken create(String organisation, String name, Set<Scope> scopes) {
    return create(organisation, name, scopes, Optional.empty());
  }

  /** Makes a token that stops working by itself. */
  public IssuedToken create(String organisation, String name, Set<Scope> scopes, Duration life) {
    if (life.isNegative() || life.isZero()) {
      throw StorageException.invalidArgument("the life of a token is longer than nothing");
    }
    return create(organisation, name, scopes, Optional.of(life));
  }

  private IssuedToken create(
      String organisation, String name, Set<Scope> scopes, Optional<Duration> life) {
    checkText("organisation", organisation);
    checkText("name", name);
    if (scopes.isEmpty()) {
      throw StorageException.invalidArgument("a token without a scope allows nothing");
    }
    TokenText text = TokenText.random();
    Instant now = pacer.now().truncatedTo(ChronoUnit.SECONDS);
    ApiToken token = new ApiToken(text.id(), organisation, name, scopes, now, life.map(now::plus));
    rows.create(key(token.id()), row(token, text.hash()));
    return new IssuedToken(token, text.text());
  }

  /** All tokens, oldest first, also those that have expired. */
  public List<ApiToken> list() {
    KeyRange range =
        parts ? KeyRange.within(RowKey.of(KIND)) : KeyRange.all().startingWith(KIND + "/");
    try (Stream<Row> found = rows.scan(ScanRequest.of(range).inAnyOrder())) {
      return found
          .map(row -> token(row.document()))
          .sorted(Comparator.comparing(ApiToken::created).thenComparing(ApiToken::id))
          .toList();
    }
  }

  /**
   * Makes a token worthless, in all processes.
   *
   * @throws StorageException NOT_FOUND
   */
  public void revoke(String id) {
    if (!TokenText.isId(id) || rows.get(key(id)).isEmpty()) {
      throw StorageException.builder(ErrorCode.NOT_FOUND, "there is no such token")
          .operation("revoke")
          .key(id)
          .build();
    }
    rows.delete(key(id));
  }

  /** The token of this text, if it is one and has not expired. */
  Optional<ApiToken> authenticate(String text) {
    Optional<TokenText> parsed = TokenText.parse(text);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    return rows.get(key(parsed.get().id()), reading)
        .map(Row::document)
        .filter(row -> MessageDigest.isEqual(hash(row), parsed.get().hash()))
        .map(ApiTokens::token)
        .filter(token -> !token.isExpired(pacer.now()));
  }

  private static byte[] hash(Document row) {
    return row.bytes(HASH).orElseThrow();
  }

  private RowKey key(String id) {
    return parts ? RowKey.of(KIND).and(id) : RowKey.of(KIND + "/" + id);
  }

  private static Document row(ApiToken token, byte[] hash) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", token.id());
    fields.put(ORGANISATION, token.organisation());
    fields.put(NAME, token.name());
    fields.put(
        SCOPES, token.scopes().stream().map(Scope::word).sorted().collect(Collectors.toList()));
    fields.put(HASH, hash);
    fields.put(CREATED, token.created());
    token.expires().ifPresent(end -> fields.put(EXPIRES, end));
    return Document.of(fields);
  }

  private static ApiToken token(Document row) {
    Set<Scope> scopes = new TreeSet<>();
    row.list(SCOPES).orElseThrow().forEach(word -> scopes.add(Scope.of(String.valueOf(word))));
    return new ApiToken(
        row.string("id").orElseThrow(),
        row.string(ORGANISATION).orElseThrow(),
        row.string(NAME).orElseThrow(),
        scopes,
        row.instant(CREATED).orElseThrow(),
        row.instant(EXPIRES));
  }

  private static void checkText(String what, String value) {
    if (value.isBlank() || value.length() > 200) {
      throw StorageException.invalidArgument(
          "the " + what + " of a token is text of 1 to 200 characters");
    }
  }

  @Override
  public String toString() {
    return "ApiTokens[" + rows + "]";
  }
}
