package dev.stowage.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as headers and documents write them. */
public final class WireTimes {
  private static final String FORM = "0000-00-00T00:00:00";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private WireTimes() {}

  /**
   * A date of a header, in the form that RFC 9110 prefers; the epoch for what is none.
   *
   * <p>Such dates have one form, and reading it digit by digit is ten times cheaper.
   */
  public static Instant httpDate(String text) {
    try {
      int month = text.length() == 29 ? MONTHS.indexOf(text.substring(8, 11)) : -1;
      if (month < 0 || month % 3 != 0) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      }
      return LocalDateTime.of(
              Integer.parseInt(text, 12, 16, 10),
              month / 3 + 1,
              Integer.parseInt(text, 5, 7, 10),
              Integer.parseInt(text, 17, 19, 10),
              Integer.parseInt(text, 20, 22, 10),
              Integer.parseInt(text, 23, 25, 10))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | NumberFormatException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * A time of a document, in the form of ISO 8601; the epoch for what is none. Whole seconds, since
   * listings of some services have milliseconds and headers never do.
   *
   * <p>Listings have a million of them, all in one form, so that one is read digit by digit.
   */
  public static Instant timestamp(String text) {
    try {
      return isUsual(text)
          ? LocalDateTime.of(
                  digits(text, 0, 4),
                  digits(text, 5, 7),
                  digits(text, 8, 10),
                  digits(text, 11, 13),
                  digits(text, 14, 16),
                  digits(text, 17, 19))
              .toInstant(ZoneOffset.UTC)
          : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /** Whether it has the form 2026-12-01T10:00:00Z, with or without a fraction of a second. */
  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    if (end < 19 || end > 29 || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      char wanted = i < 19 ? FORM.charAt(i) : i == 19 ? '.' : '0';
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    // A day may end at 24:00, and a leap second is the sixtieth: the JDK knows what to make of
    // them.
    return end != 20 && digits(text, 11, 13) < 24 && digits(text, 17, 19) < 60;
  }

  private static int digits(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /**
   * How long a {@code Retry-After} header says to wait: seconds, or until a date, which is no time
   * when it is past. Null for what is neither.
   */
  public static @Nullable Duration retryAfter(String value) {
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    if (value.isEmpty()) {
      return null;
    }
    try {
      Instant when = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
      Duration wait = Duration.between(Instant.now(), when);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
