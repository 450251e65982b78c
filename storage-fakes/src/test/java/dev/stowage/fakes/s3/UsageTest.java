package dev.stowage.fakes.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The example of the README, which is compared with this file. */
class UsageTest {

  @RegisterExtension static final FakeS3 s3 = FakeS3.start();

  @Test
  void report_isStored_evenWhenTheServiceFails() {
    s3.createBucket("reports");
    ArmedFault failure = s3.faults().on("PutObject").times(2).arm(Fault.refusal(500, ""));
    try (S3Client client = client(s3)) {
      client.putObject(b -> b.bucket("reports").key("today"), RequestBody.fromString("fine"));
    }
    assertEquals(List.of("today"), s3.keys("reports"));
    assertEquals(2, failure.fired());
    assertEquals(3, s3.journal().count("PutObject"));
  }

  static S3Client client(FakeS3 s3) {
    return S3Client.builder()
        .endpointOverride(s3.endpoint())
        .region(Region.of(s3.region()))
        .credentialsProvider(AwsSdk.credentials(s3))
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Test
  void readme_showsTheTestAbove() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String source = Files.readString(Path.of("src/test/java/dev/stowage/fakes/s3/UsageTest.java"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    List<String> shown = readme.substring(start, readme.indexOf("```", start)).lines().toList();
    assertFalse(shown.isEmpty());
    for (String line : shown) {
      assertTrue(source.lines().anyMatch(line::equals), line);
    }
  }
}
