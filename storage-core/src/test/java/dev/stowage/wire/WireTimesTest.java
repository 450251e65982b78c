package dev.stowage.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTimesTest {
  @ParameterizedTest
  @CsvSource({
    "'Sun, 06 Nov 1994 08:49:37 GMT', 1994-11-06T08:49:37Z",
    "'Thu, 29 Feb 2024 23:59:59 GMT', 2024-02-29T23:59:59Z",
    "'Sun, 6 Nov 1994 08:49:37 GMT', 1994-11-06T08:49:37Z",
    "'Sun, 99 Nov 1994 08:49:37 GMT', 1970-01-01T00:00:00Z",
    "'Sun, 06 ovD 1994 08:49:37 GMT', 1970-01-01T00:00:00Z",
    "'', 1970-01-01T00:00:00Z",
  })
  void date_isThatOfTheHeader_orTheEpoch(String text, Instant expected) {
    assertEquals(expected, WireTimes.httpDate(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T10:20:30.987Z, 2026-01-31T10:20:30Z",
    "2026-01-31T10:20:30Z, 2026-01-31T10:20:30Z",
    "2024-02-29T23:59:59.1Z, 2024-02-29T23:59:59Z",
    "2026-01-31T10:20:30.123456789Z, 2026-01-31T10:20:30Z",
    "2026-01-31T24:00:00Z, 2026-02-01T00:00:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2026-01-31T12:20:30+02:00, 2026-01-31T10:20:30Z",
    "2025-02-29T10:20:30Z, 1970-01-01T00:00:00Z",
    "2026-13-01T10:20:30Z, 1970-01-01T00:00:00Z",
    "2026-01-31T10:20:30.x7Z, 1970-01-01T00:00:00Z",
    "+026-01-31T10:20:30Z, 1970-01-01T00:00:00Z",
    "2026-01-31 10:20:30Z, 1970-01-01T00:00:00Z",
    "yesterday, 1970-01-01T00:00:00Z",
    "'', 1970-01-01T00:00:00Z",
  })
  void timestamp_isInWholeSeconds_orTheEpoch(String text, Instant expected) {
    assertEquals(expected, WireTimes.timestamp(text));
  }

  @Test
  void retryAfter_secondsOrADate() {
    assertEquals(Duration.ofSeconds(7), WireTimes.retryAfter("7"));
    assertEquals(Duration.ZERO, WireTimes.retryAfter("Sun, 06 Nov 1994 08:49:37 GMT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "soon", "1234567890"})
  void retryAfter_neither_isNone(String value) {
    assertNull(WireTimes.retryAfter(value));
  }
}
