package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.spi.BlobDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** What all views of one opened container share: the driver, its calls, and what is open on it. */
final class BlobCore {
  private final BlobDriver driver;
  private final Calls calls;
  private final BlobCapabilities capabilities;
  private final Set<Runnable> open = Collections.newSetFromMap(new WeakHashMap<>());

  BlobCore(BlobDriver driver, OpenOptions options) {
    this.driver = driver;
    this.capabilities = driver.capabilities();
    this.calls = new Calls("blob", driver.scheme(), driver.container(), driver::classify, options);
  }

  BlobDriver driver() {
    return driver;
  }

  Calls calls() {
    return calls;
  }

  BlobCapabilities capabilities() {
    return capabilities;
  }

  /**
   * @throws StorageException UNSUPPORTED naming what the provider cannot do
   */
  void need(Call call, BlobFeature feature, String what) {
    calls.checkOpen(call);
    if (!capabilities.has(feature)) {
      throw calls
          .failure(call, ErrorCode.UNSUPPORTED, driver.scheme() + ": does not support " + what)
          .build();
    }
  }

  /** Remembers what must end when the store is closed; forgets it when nobody else holds it. */
  void opened(Runnable end) {
    synchronized (open) {
      open.add(end);
    }
  }

  void ended(Runnable end) {
    synchronized (open) {
      open.remove(end);
    }
  }

  void close() {
    if (!calls.close()) {
      return;
    }
    List<Runnable> ends;
    synchronized (open) {
      ends = new ArrayList<>(open);
      open.clear();
    }
    ends.forEach(Runnable::run);
    driver.close();
  }
}
