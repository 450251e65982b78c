package dev.stowage.conformance.secret;

/** Everything that a secret store must do. */
public interface SecretStoreContract
    extends SecretValueContract,
        SecretVersionContract,
        SecretDeleteContract,
        SecretNameContract,
        SecretCacheContract,
        SecretWatchContract,
        SecretKeeperContract,
        SecretErrorContract {}
