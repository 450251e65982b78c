package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The contract over S3Mock. */
@Tag("server")
class S3MockConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "real-s3mock-5.2.0";
  }

  @Override
  public BlobHarness newHarness() {
    return ServerHarness.open(
        ServerHarness.endpoint("STOWAGE_S3MOCK"),
        Credentials.keys("any", "any"),
        "&transport=direct");
  }

  @Override
  public Map<String, String> deviations() {
    return S3MockDeviations.ALL;
  }
}
