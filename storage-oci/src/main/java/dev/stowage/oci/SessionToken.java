package dev.stowage.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.auth.AuthCachingPolicy;
import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.RefreshableOnNotAuthenticatedProvider;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The session of a user who signed in through a browser: a token in a file, which is exchanged for
 * a newer one before it ends.
 *
 * <p>In place of the SDK's provider, which keeps a thread alive for it, writes the file in place,
 * and prints a stack trace when the exchange fails. Here the token is exchanged by whoever needs it
 * next, at most once every 55 minutes and for 24 hours, and the file is replaced as a whole.
 * Another process may do the same: its token is taken over.
 */
@AuthCachingPolicy(cacheKeyId = false, cachePrivateKey = true)
final class SessionToken
    implements BasicAuthenticationDetailsProvider, RefreshableOnNotAuthenticatedProvider<String> {
  private static final Duration EVERY = Duration.ofMinutes(55);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration MARGIN = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Exchanges the current token for a new one at a place where tokens are issued. */
  interface Exchange {
    String exchange(URI endpoint, String body, SessionToken signer) throws IOException;
  }

  private final Path tokenFile;
  private final byte[] key;
  private final char @Nullable [] passPhrase;
  private final URI auth;
  private final Exchange exchange;
  private final Clock clock;
  private final Instant opened;
  private @Nullable String token;
  private Instant renewAt;
  private boolean renewing;

  SessionToken(OciValues values, URI auth, Exchange exchange, Map<String, String> env) {
    this(values, auth, exchange, env, Clock.systemUTC());
  }

  SessionToken(
      OciValues values, URI auth, Exchange exchange, Map<String, String> env, Clock clock) {
    this.tokenFile = OciValues.expand(values.require("security_token_file"), env);
    this.key = OciIdentities.key(values, env);
    this.passPhrase = values.field("pass_phrase").map(String::toCharArray).orElse(null);
    this.auth = auth;
    this.exchange = exchange;
    this.clock = clock;
    this.opened = clock.instant();
    this.renewAt = opened; // At once, so that the next 55 minutes are safe.
  }

  @Override
  public synchronized String getKeyId() {
    if (token == null) {
      token = read();
    }
    Instant now = clock.instant();
    if (!renewing && !now.isBefore(renewAt) && now.isBefore(opened.plus(LONGEST))) {
      renewAt = now.plus(EVERY);
      tryToRenew(now);
    }
    return "ST$" + token;
  }

  /** A token that is still good is used on when it cannot be exchanged. */
  private void tryToRenew(Instant now) {
    try {
      renew();
    } catch (IOException | RuntimeException e) {
      if (!now.isBefore(end(current()).minus(MARGIN))) {
        throw StorageException.builder(
                ErrorCode.UNAUTHENTICATED,
                "the session token in "
                    + tokenFile
                    + " has expired and could not be renewed; run: oci session authenticate")
            .cause(e)
            .build();
      }
    }
  }

  private void renew() throws IOException {
    renewing = true;
    try {
      String body = JSON.writeValueAsString(Map.of("currentToken", current()));
      JsonNode answer = JSON.readTree(exchange.exchange(auth, body, this));
      String newer = answer.path("token").asText("");
      if (newer.isEmpty()) {
        throw new IOException("the answer to the renewal has no token");
      }
      token = newer;
      write(newer);
    } finally {
      renewing = false;
    }
  }

  private String current() {
    String known = token;
    if (known == null) {
      throw new IllegalStateException("the token was not read");
    }
    return known;
  }

  /** What another process has written since, or else a new one. */
  @Override
  public synchronized String refresh() {
    String stored = read();
    if (!stored.equals(token)) {
      token = stored;
      return stored;
    }
    try {
      renew();
    } catch (IOException | RuntimeException e) {
      throw StorageException.builder(
              ErrorCode.UNAUTHENTICATED,
              "the session token in "
                  + tokenFile
                  + " is not accepted and could not be renewed; run: oci session authenticate")
          .cause(e)
          .build();
    }
    renewAt = clock.instant().plus(EVERY);
    return current();
  }

  private String read() {
    try {
      String text = Files.readString(tokenFile, StandardCharsets.UTF_8).replaceAll("\\s", "");
      if (text.isEmpty()) {
        throw OciValues.unauthenticated(
            "the session token file " + tokenFile + " is empty; run: oci session authenticate");
      }
      return text;
    } catch (IOException e) {
      throw OciValues.unauthenticated(
          "the session token file " + tokenFile + " cannot be read; run: oci session authenticate");
    }
  }

  private void write(String newer) throws IOException {
    Path directory = tokenFile.toAbsolutePath().getParent();
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    Path fresh =
        posix
            ? Files.createTempFile(
                directory,
                ".token",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(directory, ".token", "");
    try {
      Files.writeString(fresh, newer, StandardCharsets.UTF_8);
      Files.move(fresh, tokenFile, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** When a token ends, as it says itself; the beginning of time when it does not. */
  static Instant end(String token) {
    String[] sections = token.split("\\.", -1);
    try {
      JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(sections[1]));
      return Instant.ofEpochSecond(claims.path("exp").asLong(0));
    } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Instant.EPOCH;
    }
  }

  @Override
  public InputStream getPrivateKey() {
    return new ByteArrayInputStream(key);
  }

  @Override
  @Deprecated
  public @Nullable String getPassPhrase() {
    return passPhrase == null ? null : new String(passPhrase);
  }

  @Override
  public char @Nullable [] getPassphraseCharacters() {
    return passPhrase == null ? null : passPhrase.clone();
  }

  @Override
  public String toString() {
    return "SessionToken[" + tokenFile + "]";
  }
}
