package dev.stowage.conformance.media;

import dev.stowage.media.AudioSettings;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoSettings;
import java.util.UUID;

class MemMediaConformanceTest implements MediaJobsContract {
  static final MediaRequest REAL_MEDIA =
      Transcode.builder(MediaBlob.of("in"), MediaBlob.of("out.rm"), "rm")
          .video(VideoSettings.copy())
          .audio(AudioSettings.copy())
          .build();

  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public MediaHarness newHarness() {
    return MediaDriverHarness.of("mem://" + UUID.randomUUID()).withUnsupported(REAL_MEDIA);
  }
}
