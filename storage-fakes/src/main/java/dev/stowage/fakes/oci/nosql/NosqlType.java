package dev.stowage.fakes.oci.nosql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of a column or of a variable. Values are those of {@link JsonText}; binaries are {@link
 * Bytes}, timestamps are {@link Instant}s.
 *
 * @param precision digits after the second, of a timestamp
 * @param element of an array or a map
 * @param names of an enumeration
 */
record NosqlType(Kind kind, int precision, @Nullable NosqlType element, List<String> names) {
  enum Kind {
    ANY,
    STRING,
    BOOLEAN,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    NUMBER,
    BINARY,
    TIMESTAMP,
    JSON,
    ARRAY,
    MAP,
    ENUM
  }

  /** Bytes that compare by content. */
  record Bytes(String base64) {
    static Bytes of(byte[] bytes) {
      return new Bytes(Base64.getEncoder().encodeToString(bytes));
    }
  }

  static final NosqlType ANY = of(Kind.ANY);
  static final NosqlType STRING = of(Kind.STRING);
  static final NosqlType LONG = of(Kind.LONG);

  static NosqlType of(Kind kind) {
    return new NosqlType(kind, 0, null, List.of());
  }

  boolean isKey() {
    return switch (kind) {
      case ANY, BINARY, JSON, ARRAY, MAP, BOOLEAN -> false;
      default -> true;
    };
  }

  /** As the table's description writes it. */
  String text() {
    return switch (kind) {
      case TIMESTAMP -> "TIMESTAMP(" + precision + ")";
      case ARRAY, MAP -> kind + "(" + (element == null ? "" : element.text()) + ")";
      case ENUM -> "ENUM(" + String.join(",", names) + ")";
      default -> kind.name();
    };
  }

  /**
   * Takes a value out of JSON.
   *
   * @throws IllegalArgumentException when it is of another type
   */
  @Nullable Object fromJson(@Nullable Object json) {
    if (json == null) {
      return null;
    }
    return switch (kind) {
      case ANY ->
          throw new IllegalArgumentException(
              "Type not supported by fromJson: {\"type\" : \"ANY\"}");
      case STRING -> require(json instanceof String, json, "StringValue");
      case BOOLEAN -> require(json instanceof Boolean, json, "BooleanValue");
      case INTEGER -> {
        require(json instanceof Long, json, "IntegerValue");
        long value = (Long) json;
        yield require((int) value == value, json, "IntegerValue");
      }
      case LONG -> require(json instanceof Long, json, "LongValue");
      case FLOAT -> {
        float nearest = ((Number) require(json instanceof Number, json, "Float")).floatValue();
        yield Double.parseDouble(Float.toString(nearest));
      }
      case DOUBLE -> ((Number) require(json instanceof Number, json, "DoubleValue")).doubleValue();
      case NUMBER -> require(json instanceof Number, json, "NumberValue");
      case BINARY -> binary(json);
      case TIMESTAMP -> timestamp(json);
      case JSON -> json;
      case ARRAY -> {
        require(json instanceof List, json, "ArrayValue");
        List<@Nullable Object> list = new ArrayList<>();
        ((List<?>) json).forEach(each -> list.add(elementType().fromJson(each)));
        yield list;
      }
      case MAP -> {
        require(json instanceof Map, json, "MapValue");
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) json).forEach((k, each) -> map.put((String) k, elementType().fromJson(each)));
        yield map;
      }
      case ENUM -> require(json instanceof String s && names.contains(s), json, "EnumValue");
    };
  }

  /** A key's text in a query parameter. */
  Object fromKey(String text) {
    try {
      return switch (kind) {
        case INTEGER -> (long) Integer.parseInt(text);
        case LONG -> Long.parseLong(text);
        case FLOAT, DOUBLE -> Double.parseDouble(text);
        case NUMBER -> new BigDecimal(text);
        case TIMESTAMP -> timestamp(text);
        default -> require(true, fromJson(text), "");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("For input string: \"" + text + "\"", e);
    }
  }

  /** What SET does to a value of another type: converts it, or fails as a cast fails. */
  @Nullable Object cast(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (kind == Kind.JSON) {
      return require(!(value instanceof Bytes || value instanceof Instant), value, "Json");
    }
    if (value instanceof Number number) {
      return switch (kind) {
        case INTEGER -> (long) number.intValue();
        case LONG -> number.longValue();
        case STRING -> jsonOf(number).toString();
        default -> fromJson(number);
      };
    }
    if (value instanceof Bytes || value instanceof Instant) {
      Object json = jsonOf(value);
      return kind == Kind.BINARY && value instanceof Bytes ? value : fromJson(json);
    }
    if (value instanceof String text && kind != Kind.STRING && kind != Kind.ENUM) {
      return kind == Kind.BOOLEAN ? (Object) Boolean.valueOf(text) : fromKeyOrBinary(text);
    }
    return fromJson(value);
  }

  private Object fromKeyOrBinary(String text) {
    return kind == Kind.BINARY ? binary(text) : fromKey(text);
  }

  /** What an answer shows: binaries as Base64, timestamps as texts. */
  static Object jsonOf(Object value) {
    if (value instanceof Bytes bytes) {
      return bytes.base64();
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(each == null ? null : jsonOf(each)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, each) -> copy.put((String) name, each == null ? null : jsonOf(each)));
      return copy;
    }
    return value instanceof Instant instant ? DateTimeFormatter.ISO_INSTANT.format(instant) : value;
  }

  private NosqlType elementType() {
    return element == null ? of(Kind.JSON) : element;
  }

  private static Bytes binary(Object json) {
    try {
      return Bytes.of(
          Base64.getDecoder().decode((String) require(json instanceof String, json, "Binary")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Invalid base64 for a BinaryValue", e);
    }
  }

  private Instant timestamp(Object json) {
    String text = (String) require(json instanceof String, json, "TimestampValue");
    try {
      Instant instant =
          text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})") && text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text.contains("T") ? text : text + "T00:00:00")
                  .toInstant(ZoneOffset.UTC);
      BigDecimal fraction = BigDecimal.valueOf(instant.getNano(), 9);
      BigDecimal kept = fraction.setScale(precision, RoundingMode.HALF_UP);
      return Instant.ofEpochSecond(instant.getEpochSecond())
          .plusNanos(kept.movePointRight(9).longValueExact());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Failed to parse the timestamp string '" + text + "'", e);
    }
  }

  private static Object require(boolean fits, @Nullable Object value, String wanted) {
    if (!fits || value == null) {
      throw new IllegalArgumentException("Invalid input for a " + wanted + ": " + value);
    }
    return value;
  }

  @Override
  public String toString() {
    return text().toLowerCase(Locale.ROOT);
  }
}
