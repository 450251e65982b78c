package dev.stowage.secret;

/**
 * Makes something of a secret's value: a configuration, a key pair, a password.
 *
 * <p>The value is closed when the decoder returns. What it throws reaches the watcher as the
 * failure of an event, by the name of its class only, since its message may quote the secret.
 */
@FunctionalInterface
public interface SecretDecoder<T> {
  T decode(SecretValue value) throws Exception;
}
