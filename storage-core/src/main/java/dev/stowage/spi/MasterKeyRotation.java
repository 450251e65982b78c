package dev.stowage.spi;

/**
 * What an embedded secret store unwraps to, for a command line that knows no provider: changes the
 * key that everything is sealed with.
 */
@FunctionalInterface
public interface MasterKeyRotation {
  /**
   * Seals everything with the next key, which credentials or the environment of the store name
   * beside the one in use. Whatever happens, either the old key opens everything or the new one.
   */
  void rotateMasterKey();
}
