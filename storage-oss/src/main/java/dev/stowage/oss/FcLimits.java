package dev.stowage.oss;

import dev.stowage.function.Code;
import dev.stowage.function.CodeKind;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Function Compute takes, checked before any request. */
final class FcLimits {
  /** Of an archive in a bucket. */
  static final long MAX_ARCHIVE = 500L << 20;

  /** Of an archive in a request, where Base64 makes 100 MB of it. */
  static final long MAX_INLINE = 75L << 20;

  /** More than this goes by way of a bucket, if there is one: in a request it is held in memory. */
  static final long COMFORTABLE = 8L << 20;

  static final FunctionLimits LIMITS =
      FunctionLimits.defaults()
          .withMemory(128, 32_768, 64)
          .withMaxTimeout(Duration.ofDays(1))
          .withTriggerTypes(FcTriggers.TYPES)
          .withMaxTriggers(50)
          .withMaxArchiveBytes(MAX_ARCHIVE)
          .withRuntimes(
              Set.of(
                  "nodejs12",
                  "nodejs14",
                  "nodejs16",
                  "nodejs18",
                  "nodejs20",
                  "python3",
                  "python3.9",
                  "python3.10",
                  "python3.12",
                  "java8",
                  "java11",
                  "go1",
                  "php7.2",
                  "dotnetcore3.1",
                  "custom",
                  "custom.debian10",
                  "custom.debian11",
                  "custom.debian12",
                  "custom-container"));

  private static final Pattern ROLE = Pattern.compile("acs:ram::[0-9]+:role/.+");

  private FcLimits() {}

  static Optional<String> problem(DeploymentRequest request, FcConfig config) {
    Optional<String> role =
        Stream.concat(
                request.role().stream(),
                request.triggers().stream().flatMap(trigger -> trigger.role().stream()))
            .filter(arn -> !ROLE.matcher(arn).matches())
            .findFirst()
            .map(arn -> "a role is written as acs:ram::1234567890:role/name, unlike " + arn);
    return role.or(() -> size(request))
        .or(() -> code(request, config))
        .or(
            () ->
                request.triggers().stream()
                    .flatMap(trigger -> FcTriggers.problem(trigger).stream())
                    .findFirst());
  }

  private static Optional<String> size(DeploymentRequest request) {
    if (request.disk().isPresent()
        && request.disk().getAsInt() != 512
        && request.disk().getAsInt() != 10_240) {
      return Optional.of("the disk has 512 or 10240 MB, not " + request.disk().getAsInt());
    }
    if (request.cpu().isEmpty()) {
      return Optional.empty();
    }
    double cores = request.cpu().getAsDouble();
    long twentieths = Math.round(cores * 20);
    if (cores < 0.05 || cores > 16 || Math.abs(cores * 20 - twentieths) > 1e-6) {
      return Optional.of(cores + " cores; they go from 0.05 to 16 in steps of 0.05");
    }
    double each = request.memory() / 1024.0 / cores;
    return each < 1 || each > 4
        ? Optional.of(
            "memory is "
                + request.memory()
                + " MB for "
                + cores
                + " cores; each core has from 1024 to 4096 MB")
        : Optional.empty();
  }

  private static Optional<String> code(DeploymentRequest request, FcConfig config) {
    Code code = request.code();
    boolean image = code.kind() == CodeKind.IMAGE;
    if (!image && request.runtime().orElse("").equals("custom-container")) {
      return Optional.of("the runtime custom-container takes an image, and no archive");
    }
    if (!request.command().isEmpty() && !request.runtime().orElse("").startsWith("custom")) {
      return Optional.of("only a custom runtime is started by a command");
    }
    if (code.kind() == CodeKind.URL && !FcCode.fetchable(code.url())) {
      return Optional.of("code is fetched from https:, http: and oss: URLs");
    }
    return !config.stages() && length(code) > MAX_INLINE
        ? Optional.of(
            "the code has "
                + length(code)
                + " bytes; more than "
                + MAX_INLINE
                + " go by way of a bucket: add staging=bucket/prefix to the URL")
        : Optional.empty();
  }

  private static long length(Code code) {
    try {
      return switch (code.kind()) {
        case FILE -> Files.size(code.file());
        case INLINE -> code.inline().length;
        case BLOB, URL, IMAGE -> 0;
      };
    } catch (IOException e) {
      return 0; // Whoever reads it will say so.
    }
  }
}
