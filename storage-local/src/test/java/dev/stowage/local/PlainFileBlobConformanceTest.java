package dev.stowage.local;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;

/** The contract over the plain layout, which refuses keys that are no names of files. */
class PlainFileBlobConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "embedded-plain";
  }

  @Override
  public BlobHarness newHarness() {
    return FileBlobConformanceTest.harness(PlainLayout.NAME);
  }
}
