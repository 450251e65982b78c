/**
 * Storage configurations: where results go, with credentials, validation and signed links.
 *
 * <p>Start at {@link dev.stowage.config.StorageConfigs#open(dev.stowage.kv.KvStore,
 * dev.stowage.secret.SecretStore)}, a registry in any table:
 *
 * <pre>{@code
 * try (StorageConfigs configs = StorageConfigs.open(rows, secrets)) {
 *   Credentials key = CredentialsFile.read(Path.of("service-account.json"));
 *   StorageConfig made = configs.create(ConfigRequest.of("gs://my-bucket/results", key));
 *   StorageConfig tested = configs.awaitTested(made.id(), Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p>A {@link dev.stowage.config.ResultPublisher} puts results at a configuration that is valid and
 * signs URLs when its policy says so. {@link dev.stowage.config.CredentialsFile} reads the files
 * that Google's and Amazon's consoles export.
 */
@NullMarked
package dev.stowage.config;

import org.jspecify.annotations.NullMarked;
