package dev.stowage.config.server;

import dev.stowage.config.ConfigQuery;
import dev.stowage.config.ConfigState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * The filters of a list. The document names {@code date_created} and leaves its form open; here it
 * is a day, a second, or {@code FROM/BEFORE} of these, where either may be empty or {@code ..}.
 */
final class ListFilters {
  static final Set<String> NAMES =
      Set.of("type", "state", "date_created", "limit", "after_id", "before_id");

  private static final String CREATED = "date_created";

  private ListFilters() {}

  static ConfigQuery of(Query query) {
    ConfigQuery filter = ConfigQuery.all();
    if (query.get("type").isPresent()) {
      filter = filter.withType(query.get("type").get());
    }
    if (query.get("state").isPresent()) {
      filter = filter.withState(ConfigState.of(query.get("state").get()));
    }
    if (query.get(CREATED).isPresent()) {
      filter = created(filter, query.get(CREATED).get());
    }
    if (query.get("limit").isPresent()) {
      filter = filter.withLimit(limit(query.get("limit").get()));
    }
    if (query.get("after_id").isPresent() && query.get("before_id").isPresent()) {
      throw ApiFailure.parameter("before_id", "it cannot be used together with after_id");
    }
    if (query.get("after_id").isPresent()) {
      filter = filter.after(query.get("after_id").get());
    }
    if (query.get("before_id").isPresent()) {
      filter = filter.before(query.get("before_id").get());
    }
    return filter;
  }

  private static int limit(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw ApiFailure.parameter("limit", "it is a number from 1 to " + ConfigQuery.MAX_LIMIT);
    }
    return Integer.parseInt(text);
  }

  private static ConfigQuery created(ConfigQuery filter, String text) {
    try {
      int slash = text.indexOf('/');
      if (slash < 0) {
        return filter.withCreatedFrom(begin(text)).withCreatedBefore(end(text));
      }
      String from = text.substring(0, slash);
      String before = text.substring(slash + 1);
      ConfigQuery result = filter;
      if (!isOpen(from)) {
        result = result.withCreatedFrom(begin(from));
      }
      if (!isOpen(before)) {
        result = result.withCreatedBefore(begin(before));
      }
      return result;
    } catch (DateTimeException | ArithmeticException e) {
      throw ApiFailure.parameter(
          CREATED,
          "it is a day (2026-01-31), a time (2026-01-31T23:59:59Z), or FROM/BEFORE of these");
    }
  }

  private static boolean isOpen(String bound) {
    return bound.isEmpty() || bound.equals("..");
  }

  private static Instant begin(String text) {
    return isDay(text)
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }

  private static Instant end(String text) {
    return isDay(text)
        ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant().plusSeconds(1);
  }

  private static boolean isDay(String text) {
    return text.indexOf('T') < 0;
  }
}
