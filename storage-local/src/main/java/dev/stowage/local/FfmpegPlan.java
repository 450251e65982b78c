package dev.stowage.local;

import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaOutput.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What ffmpeg is to be told, and what becomes of the files it makes. All names of files are ours.
 *
 * @param arguments all between the general ones and the output
 * @param file the output, or a pattern with a number
 * @param length how long the output will be; zero when that is not known
 */
record FfmpegPlan(List<String> arguments, String file, Duration length) {
  /** Where an output goes. */
  record Target(MediaBlob blob, String format, Type type, boolean several) {
    MediaBlob numbered(int number) {
      if (!several) {
        return blob;
      }
      String index = String.valueOf(number);
      return MediaBlob.of(
          blob.key().contains(MediaBlob.INDEX)
              ? blob.key().replace(MediaBlob.INDEX, index)
              : blob.key() + "_" + index + "." + format);
    }
  }

  /** A file that ffmpeg made, and its blob. */
  record Made(Path file, MediaBlob blob) {}
}
