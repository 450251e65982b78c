/**
 * The contract of secret stores. A provider's test implements {@link
 * dev.stowage.conformance.secret.SecretStoreContract} and hands in a {@link
 * dev.stowage.conformance.secret.SecretHarness}, mostly a {@link
 * dev.stowage.conformance.secret.SecretDriverHarness}.
 */
@NullMarked
package dev.stowage.conformance.secret;

import org.jspecify.annotations.NullMarked;
