package dev.stowage.config;

import dev.stowage.kv.KvStore;

/** What the registries of all organisations share. */
record RegistryParts(
    KvStore rows,
    CredentialSealer sealer,
    ConfigPlaces places,
    TestRunner runner,
    ConfigOptions options) {}
