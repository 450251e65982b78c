package dev.stowage.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** NAVER's guide, step by step, on the server that {@code tools/servers/swift} starts. */
@Tag("server")
class SwiftExamplesTest {
  @Test
  void swiftWalkthrough_runs() throws Exception {
    assertEquals(
        """
        container created: true
        once more: false
        listed: [sample-container, segment-container]
        object, 19 bytes
          sample-directory application/directory
          sample-object.txt text/plain
        downloaded: Bytes, not text: é
          /segment-container/segments-for-video.mp4/segment-1 10485760
          /segment-container/segments-for-video.mp4/segment-2 10485760
          /segment-container/segments-for-video.mp4/segment-3 12345
        large object, the same bytes: true
        deleted with its segments: 4
        containers deleted: true
        """,
        Printed.by(SwiftWalkthrough::main, "swift:"));
  }
}
