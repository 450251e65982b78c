package dev.stowage.local;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ffmpeg says of an input before it begins.
 *
 * @param length zero when it does not know
 */
record FfmpegProbe(Duration length, int width, int height, double frameRate) {
  private static final Pattern DURATION =
      Pattern.compile("^ *Duration: (\\d+):(\\d\\d):(\\d\\d)\\.(\\d{1,9})");
  private static final Pattern SIZE = Pattern.compile("Video: .*?, (\\d{1,5})x(\\d{1,5})[ ,]");
  private static final Pattern RATE = Pattern.compile("Video: .*, ([0-9.]+) fps");
  private static final int USUAL_WIDTH = 1280;
  private static final int USUAL_HEIGHT = 720;
  private static final double USUAL_RATE = 25;

  static FfmpegProbe of(List<String> lines) {
    Duration length = Duration.ZERO;
    int width = USUAL_WIDTH;
    int height = USUAL_HEIGHT;
    double rate = USUAL_RATE;
    boolean pictures = false;
    for (String line : lines) {
      Matcher duration = DURATION.matcher(line);
      if (duration.find()) {
        length = length(duration);
      }
      Matcher size = SIZE.matcher(line);
      if (!pictures && size.find()) {
        pictures = true;
        width = Integer.parseInt(size.group(1));
        height = Integer.parseInt(size.group(2));
        Matcher perSecond = RATE.matcher(line);
        rate = perSecond.find() ? Double.parseDouble(perSecond.group(1)) : rate;
      }
    }
    return new FfmpegProbe(length, width, height, rate);
  }

  private static Duration length(Matcher found) {
    String fraction = (found.group(4) + "000000000").substring(0, 9);
    return Duration.ofHours(Long.parseLong(found.group(1)))
        .plusMinutes(Long.parseLong(found.group(2)))
        .plusSeconds(Long.parseLong(found.group(3)))
        .plusNanos(Long.parseLong(fraction));
  }
}
