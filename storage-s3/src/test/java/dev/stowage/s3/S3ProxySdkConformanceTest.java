package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The contract over S3Proxy, through the client of the AWS SDK. */
@Tag("server")
class S3ProxySdkConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "real-s3proxy-4.1.0-sdk";
  }

  @Override
  public BlobHarness newHarness() {
    return ServerHarness.open(
        ServerHarness.endpoint("STOWAGE_S3PROXY"),
        Credentials.keys("stowage", "stowage-secret"),
        "&transport=sdk");
  }

  @Override
  public Map<String, String> deviations() {
    return S3ProxyDeviations.ALL;
  }
}
