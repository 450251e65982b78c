package dev.stowage.cli;

import dev.stowage.OpenOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every command that calls a service takes. */
final class CommonOptions {
  @Option(names = "--json", description = "Print one JSON object per line.")
  boolean json;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Longest time for one call, retries included, such as 30s or 5m.")
  @Nullable Duration deadline;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  OpenOptions open() {
    OpenOptions options = OpenOptions.defaults();
    return deadline == null ? options : options.withDeadline(deadline);
  }

  Output output() {
    return Output.open(json);
  }

  /** 90, 90s, 15m, 12h, 7d. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      List<String> parts = new ArrayList<>(List.of(text.split("(?<=[0-9])(?=[a-z])", 2)));
      try {
        long count = Long.parseLong(parts.get(0));
        return switch (parts.size() == 1 ? "s" : parts.get(1)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> throw new TypeConversionException(wrong(text));
        };
      } catch (NumberFormatException | ArithmeticException e) {
        throw new TypeConversionException(wrong(text));
      }
    }

    private static String wrong(String text) {
      return "'" + text + "' is not a time; write 90s, 15m, 12h or 7d";
    }
  }
}
