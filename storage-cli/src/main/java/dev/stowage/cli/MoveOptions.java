package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.transfer.TransferOptions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How bytes are moved. */
final class MoveOptions {
  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Requests at the same time (default ${DEFAULT-VALUE}).")
  int parallel = TransferOptions.DEFAULT_PARALLELISM;

  @Option(
      names = "--part-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Bytes of a part, such as 16M (default 8M; grows by itself).")
  @Nullable Long partSize;

  @Option(
      names = "--bandwidth",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Most bytes per second, such as 5M.")
  @Nullable Long bandwidth;

  @Option(names = "--no-verify", description = "Do not compare checksums at the end.")
  boolean noVerify;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no summary.")
  boolean quiet;

  TransferOptions toTransferOptions() {
    if (parallel < 1) {
      throw StorageException.invalidArgument("--parallel is " + parallel + "; at least 1");
    }
    TransferOptions options =
        TransferOptions.defaults().withParallelism(parallel).withVerification(!noVerify);
    if (partSize != null) {
      options = options.withPartSize(partSize);
    }
    return bandwidth == null ? options : options.withBandwidth(bandwidth);
  }

  /** 500, 64K, 8M, 2G. */
  static final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      String upper = text.toUpperCase(Locale.ROOT);
      if (!upper.matches("[1-9][0-9]{0,11}[KMGT]?")) {
        throw new TypeConversionException("'" + text + "' is not a size; write 500, 64K, 8M or 2G");
      }
      int unit = "KMGT".indexOf(upper.charAt(upper.length() - 1));
      String digits = unit < 0 ? upper : upper.substring(0, upper.length() - 1);
      return Math.multiplyExact(Long.parseLong(digits), 1L << 10 * (unit + 1));
    }
  }
}
