package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.retry.NopRetryer;
import dev.stowage.http.HttpTransport;
import org.slf4j.LoggerFactory;

/** Clients of the SDK on our transport, without its retries and its checksums. */
final class OssClients {
  private OssClients() {}

  static OSSClient client(
      OssConfig config, OssEndpoint endpoint, OssCredentials credentials, HttpTransport transport) {
    return OSSClient.newBuilder()
        .region(config.region().orElseThrow())
        .endpoint(endpoint.base().toString())
        .credentialsProvider(credentials.provider())
        .httpClient(new StowageOssHttpClient(transport))
        .usePathStyle(endpoint.pathStyle())
        .useCName(endpoint.cname())
        .retryer(new NopRetryer())
        .disableUploadCRC64Check(true)
        .build();
  }

  /** Closing frees nothing of its own: the transport is closed by who made it. */
  static void close(OSSClient client) {
    try {
      client.close();
    } catch (Exception e) {
      LoggerFactory.getLogger(OssClients.class).debug("closing the SDK's client failed", e);
    }
  }
}
