package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.kv.KvStore;
import dev.stowage.media.MediaJobs;
import dev.stowage.portable.BlobOpening;
import dev.stowage.portable.FunctionOpening;
import dev.stowage.portable.MediaOpening;
import dev.stowage.portable.PortableKvStore;
import dev.stowage.portable.SecretOpening;
import dev.stowage.secret.SecretStore;

/** Puts the portable layer in front of a driver; for the public entry class of a provider. */
public final class Stores {
  private Stores() {}

  /** A store over a driver, which is closed with it. */
  public static BlobStore blobs(BlobDriver driver, OpenOptions options) {
    return BlobOpening.over(driver, options);
  }

  /** A table over a driver, which is closed with it. */
  public static KvStore rows(KvDriver driver, OpenOptions options) {
    return new PortableKvStore(driver, options);
  }

  /** Secrets over a driver, which is closed with them. */
  public static SecretStore secrets(SecretDriver driver, OpenOptions options) {
    return SecretOpening.over(driver, options);
  }

  /** Media jobs over a driver, which is closed with them. */
  public static MediaJobs media(MediaDriver driver, OpenOptions options) {
    return MediaOpening.over(driver, options);
  }

  /** Deployments over a driver, which is closed with them. */
  public static FunctionDeployer functions(FunctionDriver driver, OpenOptions options) {
    return FunctionOpening.over(driver, options);
  }
}
