package dev.stowage.kv;

import dev.stowage.StorageException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The one form that each number has in a document; see {@link Document}. */
final class Numbers {
  private static final int DIGITS = 38;
  private static final int MAX_EXPONENT = 6144;
  private static final int DIGITS_OF_LONG = 19;
  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /** A Long, a Double or a BigDecimal. */
  static Object canonical(Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return number.longValue();
    }
    if (number instanceof Double d) {
      return ofDouble(d);
    }
    if (number instanceof Float f) {
      // Through its text: 0.1f is 0.1, and not 0.10000000149011612.
      return f.isNaN() || f.isInfinite() || f == 0
          ? ofDouble(f)
          : ofDecimal(new BigDecimal(f.toString()));
    }
    if (number instanceof BigInteger i) {
      return ofDecimal(new BigDecimal(i));
    }
    if (number instanceof BigDecimal d) {
      return ofDecimal(d);
    }
    throw StorageException.invalidArgument(
        "a document cannot hold a " + number.getClass().getName());
  }

  static BigDecimal decimal(Object canonical) {
    if (canonical instanceof Long l) {
      return BigDecimal.valueOf(l);
    }
    return canonical instanceof Double d ? BigDecimal.valueOf(d) : (BigDecimal) canonical;
  }

  /** The sum, exact where 38 digits are enough and rounded to them where not. */
  static Object sum(Object one, Object other) {
    return ofDecimal(decimal(one).add(decimal(other), ROUNDING));
  }

  static boolean isNumber(Object value) {
    return value instanceof Number;
  }

  private static Object ofDouble(double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      throw StorageException.invalidArgument(
          "a document cannot hold " + d + "; JSON has no such number");
    }
    boolean negativeZero = d == 0 && 1 / d < 0;
    boolean whole = d == Math.rint(d) && d >= -0x1p63 && d < 0x1p63;
    return whole && !negativeZero ? (Object) (long) d : (Object) d;
  }

  private static Object ofDecimal(BigDecimal exact) {
    if (exact.signum() == 0) {
      return 0L;
    }
    BigDecimal value = exact.stripTrailingZeros();
    int wholeDigits = value.precision() - value.scale();
    if (Math.abs((long) value.precision() - value.scale()) > MAX_EXPONENT) {
      throw StorageException.invalidArgument("a number of a document is out of range");
    }
    if (value.scale() <= 0 && wholeDigits <= DIGITS_OF_LONG) {
      BigInteger integer = value.toBigIntegerExact();
      if (integer.bitLength() < Long.SIZE) {
        return integer.longValueExact();
      }
    }
    double nearest = value.doubleValue();
    if (!Double.isInfinite(nearest)
        && nearest != 0
        && BigDecimal.valueOf(nearest).compareTo(value) == 0) {
      return nearest;
    }
    if (value.precision() > DIGITS) {
      throw StorageException.invalidArgument(
          "a number has " + value.precision() + " significant digits; a document keeps " + DIGITS);
    }
    return value;
  }
}
