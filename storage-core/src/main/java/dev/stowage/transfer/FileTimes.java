package dev.stowage.transfer;

import dev.stowage.blob.BlobInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** The modification time of a file in the metadata of its blob, written as rclone writes it. */
final class FileTimes {
  static final String NAME = "mtime";

  private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000L);

  private FileTimes() {}

  static String format(Instant time) {
    BigInteger nanos =
        BigInteger.valueOf(time.getEpochSecond())
            .multiply(BILLION.toBigInteger())
            .add(BigInteger.valueOf(time.getNano()));
    return new BigDecimal(nanos, 9).toPlainString();
  }

  /** Makes a file no older than this, where the clocks differ. */
  static void raise(Path file, Instant least) {
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(least)) {
        Files.setLastModifiedTime(file, FileTime.from(least.plusMillis(1)));
      }
    } catch (IOException e) {
      throw Faults.ofFile("set the time of", file, e);
    }
  }

  /** Empty when there is none that can be read. */
  static Optional<Instant> of(BlobInfo info) {
    String text = info.metadata().get(NAME);
    if (text == null || !text.matches("-?[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      return Optional.empty();
    }
    BigInteger[] parts =
        new BigDecimal(text)
            .multiply(BILLION)
            .toBigInteger()
            .divideAndRemainder(BILLION.toBigInteger());
    return Optional.of(Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()));
  }
}
