package dev.stowage.local;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What the URL of the service says. */
record FfmpegSettings(
    String inputs, String outputs, Optional<String> ffmpeg, Duration timeout, int parallel) {
  private static final Duration LONGEST = Duration.ofDays(7);

  static FfmpegSettings of(StorageUrl url, Path directory) {
    String here = directory.toUri().toString();
    String inputs = store(url, "inputs").orElse(here);
    return new FfmpegSettings(
        inputs,
        store(url, "outputs").orElse(inputs),
        url.param("ffmpeg"),
        url.param("timeout").map(FfmpegSettings::time).orElse(Duration.ofHours(6)),
        url.param("parallel").map(FfmpegSettings::number).orElse(1));
  }

  private static Optional<String> store(StorageUrl url, String param) {
    Optional<String> value = url.param(param);
    value.ifPresent(StorageUrl::parse);
    return value;
  }

  private static Duration time(String text) {
    try {
      Duration time =
          text.matches("[0-9]{1,6}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.parse(text);
      if (!time.isNegative() && !time.isZero() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw badTime(text);
    }
    throw badTime(text);
  }

  private static StorageException badTime(String text) {
    return StorageException.invalidArgument(
        "timeout=" + text + "; it takes seconds or a duration such as PT30M, up to 7 days");
  }

  private static int number(String text) {
    if (text.matches("[1-9][0-9]?")) {
      return Integer.parseInt(text);
    }
    throw StorageException.invalidArgument("parallel=" + text + "; it takes 1 to 99");
  }
}
