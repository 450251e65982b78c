package dev.stowage.local;

import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.conformance.media.MediaJobsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileMediaConformanceTest implements MediaJobsContract {
  @TempDir Path directory;

  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public MediaHarness newHarness() {
    try {
      FakeFfmpeg fake = new FakeFfmpeg(directory.resolve("bin"));
      Path recording = Files.writeString(directory.resolve("recording"), "a recording");
      return new FileMediaHarness(
          directory.resolve("data"), "?parallel=4&ffmpeg=" + fake.program(), recording);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
