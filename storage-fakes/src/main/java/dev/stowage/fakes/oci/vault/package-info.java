/**
 * Oracle's Vault, as far as it keeps secrets: reading them, and managing them. Add {@link
 * dev.stowage.fakes.oci.vault.FakeVault} to a {@link dev.stowage.fakes.oci.FakeOci}.
 */
@NullMarked
package dev.stowage.fakes.oci.vault;

import org.jspecify.annotations.NullMarked;
