/**
 * Secrets: small named values with versions, read rarely and shown to nobody.
 *
 * <p>Start at {@link dev.stowage.secret.SecretStore#open(String)}. A {@link
 * dev.stowage.secret.SecretValue} is closed as soon as it was used. {@link
 * dev.stowage.secret.SecretStore#cached} keeps values for a while, {@link
 * dev.stowage.secret.SecretStore#watch(String)} waits for new ones, {@link
 * dev.stowage.secret.SecretStore#keeper()} encrypts with a key that never leaves the service.
 */
@NullMarked
package dev.stowage.secret;

import org.jspecify.annotations.NullMarked;
