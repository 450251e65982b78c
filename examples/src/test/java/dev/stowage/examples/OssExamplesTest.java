package dev.stowage.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.oss.FakeOss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the examples of Alibaba OSS on a fake and reads what they printed. */
class OssExamplesTest {
  @RegisterExtension static final FakeOss OSS = FakeOss.start();

  private static void bucket(String name, String... keys) {
    OSS.createBucket(name);
    OSS.attach(name, "project");
    for (String key : keys) {
      OSS.putObject(name, key, new byte[] {1});
    }
  }

  @Test
  void documentToPictures_runs() throws Exception {
    bucket("docs", "report.docx");
    bucket("pictures");
    String said =
        Printed.by(
            DocumentToPictures::main,
            "--region",
            OSS.region(),
            "--endpoint",
            OSS.endpoint().toString(),
            "--imm-endpoint",
            OSS.endpoint().toString(),
            "--bucket",
            "docs",
            "--key",
            "report.docx",
            "--target_bucket",
            "pictures",
            "--target_key",
            "pages/{index}.png");
    assertTrue(said.startsWith("status code: 200\nrequest id: "), said);
    assertTrue(said.contains("task id: OfficeConversion-"), said);
    assertTrue(said.contains("state: SUCCEEDED\npage: pages/"), said);
    assertEquals(OSS.keys("pictures").size(), said.split("page: ", -1).length - 1);
  }

  @Test
  void ossMediaScenarios_runs() throws Exception {
    bucket("videos", "talk.mp4", "logo.png");
    String url =
        "oss-media://videos?region="
            + OSS.region()
            + "&endpoint="
            + OSS.endpoint()
            + "&imm-endpoint="
            + OSS.endpoint();
    assertEquals(
        """
        video transcoding: SUCCEEDED
          out/small.mp4
        video to animation: SUCCEEDED
          out/moving.gif
        frame capture: SUCCEEDED
          out/frame_0_1.jpg
          out/frame_0_2.jpg
          out/frame_0_3.jpg
        sprite: SUCCEEDED
          out/sprite.jpg
        audio transcoding: SUCCEEDED
          out/sound.aac
        video merge: SUCCEEDED
          out/twice.mp4
        watermark: SUCCEEDED
          out/marked.png
        watermark decode: SUCCEEDED
          reads: mine since 2024
        """,
        Printed.by(OssMediaScenarios::main, url, "talk.mp4", "logo.png"));
  }

  @Test
  void deployFromBlob_runs() throws Exception {
    bucket("code");
    String where = "?region=" + OSS.region() + "&endpoint=" + OSS.endpoint();
    assertEquals(
        """
        hello: ACTIVE
        web: true
        deleted: true
        """,
        Printed.by(
            DeployFromBlob::main,
            "oss://code" + where,
            "code",
            "alibaba-fc://" + OSS.account() + where + "&fc-endpoint=" + OSS.endpoint()));
    assertEquals("CreateFunction", operation("CreateFunction"));
  }

  private static String operation(String name) {
    return OSS.journal().operations().stream().filter(name::equals).findFirst().orElse("none");
  }
}
