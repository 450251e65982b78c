package dev.stowage.examples;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.function.Code;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.TriggerSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Uploads the code of a function to a bucket and deploys it from there: {@code DeployFromBlob
 * STORE-URL BUCKET SERVICE-URL}, such as
 *
 * <pre>
 * DeployFromBlob 'oss://code?region=cn-hangzhou' code 'alibaba-fc://1234567890?region=cn-hangzhou'
 * </pre>
 */
public final class DeployFromBlob {
  private DeployFromBlob() {}

  public static void main(String[] args) throws IOException {
    try (BlobStore store = BlobStore.open(args[0]);
        FunctionDeployer deployer = FunctionDeployer.open(args[2])) {
      store.put("hello.zip", BlobBody.of(code()));
      DeploymentRequest request =
          DeploymentRequest.builder("hello")
              .code(Code.blob(args[1], "hello.zip"))
              .runtime("python3.12")
              .handler("index.handler")
              .memory(128)
              .timeout(Duration.ofSeconds(10))
              .environment("GREETING", "hello")
              .trigger(TriggerSpec.http("web"))
              .build();
      Deployment deployment = deployer.deploy(request);
      System.out.println(deployment.name() + ": " + deployment.awaitActive(Duration.ofMinutes(2)));
      // A trigger that could not be made does not fail the deployment.
      deployment.problems().forEach(problem -> System.out.println("problem: " + problem.what()));
      deployment
          .triggers()
          .forEach(
              trigger -> System.out.println(trigger.name() + ": " + trigger.url().isPresent()));
      deployer.delete("hello");
      System.out.println("deleted: " + deployer.find("hello").isEmpty());
    }
  }

  private static byte[] code() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("index.py"));
      zip.write("def handler(event, context): return 'hello'".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
