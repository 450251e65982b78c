package dev.stowage.local;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The kit over a real ffmpeg, which is slowed down to the speed of the recording. */
@Tag("ffmpeg")
class RealFfmpegConformanceTest implements MediaJobsContract {
  @TempDir Path directory;
  private Path recording;

  @BeforeEach
  void record() throws Exception {
    recording = directory.resolve("recording.mp4");
    Recordings.make(recording, 2, "160x120", 10);
    // The jobs of the kit must last long enough to be seen at work.
    Path slow = directory.resolve("slow-ffmpeg");
    Files.writeString(slow, "#!/bin/sh\nsleep 0.3\nexec ffmpeg \"$@\"\n");
    Files.setPosixFilePermissions(
        slow, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
  }

  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "ffmpeg";
  }

  @Override
  public MediaHarness newHarness() {
    return new FileMediaHarness(
        directory.resolve("data"),
        "?parallel=2&ffmpeg=" + directory.resolve("slow-ffmpeg"),
        recording);
  }
}
