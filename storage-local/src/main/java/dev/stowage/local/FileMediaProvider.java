package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * Media jobs through a local ffmpeg: {@code file:///directory}. Their records lie in {@code
 * directory/.stowage-media}; inputs and outputs are blobs of the store at the directory, or of
 * those that {@code inputs=} and {@code outputs=} name, of any provider.
 */
public final class FileMediaProvider implements MediaProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FileMediaProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public MediaDriver open(StorageUrl url, OpenOptions options) {
    url.allowParams("inputs", "outputs", "ffmpeg", "timeout", "parallel");
    FileUrl.checkPlace(url);
    Path directory = FileUrl.directory(url.path()).normalize();
    FfmpegSettings settings = FfmpegSettings.of(url, directory);
    return new FileMediaDriver(directory, new FfmpegService(directory, settings, options));
  }
}
