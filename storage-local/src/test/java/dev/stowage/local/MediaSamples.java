package dev.stowage.local;

import dev.stowage.media.AudioSettings;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoSettings;

/** Requests that several tests use. */
final class MediaSamples {
  static final MediaRequest REAL_MEDIA = copy("in", "out.rm", "rm");

  private MediaSamples() {}

  /** The same recording in another format. */
  static MediaRequest copy(String input, String output, String format) {
    return Transcode.builder(MediaBlob.of(input), MediaBlob.of(output), format)
        .video(VideoSettings.copy())
        .audio(AudioSettings.copy())
        .build();
  }
}
