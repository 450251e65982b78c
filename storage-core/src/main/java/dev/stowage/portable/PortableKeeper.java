package dev.stowage.portable;

import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretKeeper;
import dev.stowage.secret.SecretValue;
import dev.stowage.spi.SecretDriver;

/**
 * Encryption over any driver. Encrypting twice is harmless, so all but a rotation may be retried.
 */
final class PortableKeeper implements SecretKeeper {
  private final SecretDriver.Keeper keeper;
  private final Calls calls;
  private final SecretArguments check;

  PortableKeeper(SecretDriver.Keeper keeper, Calls calls, SecretArguments check) {
    this.keeper = keeper;
    this.calls = calls;
    this.check = check;
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
    return calls.run(
        Call.idempotent("encrypt", null), n -> keeper.encrypt(plaintext, associatedData));
  }

  @Override
  public SecretValue decrypt(byte[] ciphertext, byte[] associatedData) {
    return SecretValue.adopt(
        calls.run(
            Call.idempotent("decrypt", null), n -> keeper.decrypt(ciphertext, associatedData)),
        null);
  }

  @Override
  public String keyId() {
    return calls.run(Call.idempotent("keyId", null), n -> keeper.keyId());
  }

  @Override
  public String keyId(byte[] ciphertext) {
    return calls.run(Call.idempotent("keyId", null), n -> keeper.keyId(ciphertext));
  }

  @Override
  public String rotate() {
    Call call = Call.once("rotate", null);
    check.feature(call, SecretFeature.KEY_ROTATION, "rotate the key");
    return calls.run(call, n -> keeper.rotate());
  }
}
