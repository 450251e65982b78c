/**
 * Secrets of Oracle's Vault as {@link dev.stowage.secret.SecretStore}: {@code
 * oci-vault://ocid1.vault…?compartment=…&key=…}.
 *
 * <p>Users meet {@link dev.stowage.oci.vault.OciVaultConfig} and {@link
 * dev.stowage.oci.vault.OciVaultProvider}.
 */
@NullMarked
package dev.stowage.oci.vault;

import org.jspecify.annotations.NullMarked;
