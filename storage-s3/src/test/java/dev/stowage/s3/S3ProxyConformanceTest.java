package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The contract over S3Proxy. */
@Tag("server")
class S3ProxyConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "real-s3proxy-4.1.0";
  }

  @Override
  public BlobHarness newHarness() {
    return ServerHarness.open(
        ServerHarness.endpoint("STOWAGE_S3PROXY"),
        Credentials.keys("stowage", "stowage-secret"),
        "&transport=direct");
  }

  @Override
  public Map<String, String> deviations() {
    return S3ProxyDeviations.ALL;
  }
}
