package dev.stowage.fakes.oci.nosql;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How values compare and add up. */
final class SqlValues {
  private static final int DIGITS = 38;

  private SqlValues() {}

  /** Whether two values are of kinds that compare. */
  static boolean comparable(@Nullable Object one, @Nullable Object other) {
    return one instanceof Number && other instanceof Number
        || one instanceof String && other instanceof String
        || one instanceof Boolean && other instanceof Boolean
        || one instanceof Instant && other instanceof Instant
        || one instanceof NosqlType.Bytes && other instanceof NosqlType.Bytes;
  }

  /** Texts by their UTF-16 units, as the service does. */
  static int compare(Object one, Object other) {
    if (one instanceof Number && other instanceof Number) {
      return decimal(one).compareTo(decimal(other));
    }
    if (one instanceof String a && other instanceof String b) {
      return a.compareTo(b);
    }
    if (one instanceof Boolean a && other instanceof Boolean b) {
      return a.compareTo(b);
    }
    if (one instanceof Instant a && other instanceof Instant b) {
      return a.compareTo(b);
    }
    return String.valueOf(one).compareTo(String.valueOf(other));
  }

  static BigDecimal decimal(Object number) {
    return number instanceof BigDecimal d ? d : new BigDecimal(number.toString());
  }

  static Object arithmetic(String operator, Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return switch (operator) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        default -> divide(a, b);
      };
    }
    BigDecimal a = decimal(left);
    BigDecimal b = decimal(right);
    MathContext context = new MathContext(DIGITS);
    BigDecimal result =
        switch (operator) {
          case "+" -> a.add(b);
          case "-" -> a.subtract(b);
          case "*" -> a.multiply(b);
          default -> a.divide(b, context);
        };
    boolean exact = left instanceof BigDecimal || right instanceof BigDecimal;
    return exact ? (Object) result : (Object) result.doubleValue();
  }

  private static long divide(long a, long b) {
    if (b == 0) {
      throw NosqlErrors.invalid("/ by zero");
    }
    return a / b;
  }
}
