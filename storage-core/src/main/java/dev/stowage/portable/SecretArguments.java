package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretLimits;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretWrite;
import dev.stowage.spi.SecretDriver;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What is wrong with the arguments of a secret call, before any request. */
final class SecretArguments {
  private final SecretDriver driver;
  private final Calls calls;

  SecretArguments(SecretDriver driver, Calls calls) {
    this.driver = driver;
    this.calls = calls;
  }

  void name(Call call, String name) {
    calls.checkOpen(call);
    if (name.isEmpty()) {
      throw invalid(call, "the name is empty");
    }
    int bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name)).remaining();
    } catch (CharacterCodingException e) {
      throw invalid(call, "the name has a lone surrogate, which UTF-8 cannot hold");
    }
    int max = limits().maxNameBytes();
    if (bytes > max) {
      throw invalid(call, "the name has " + bytes + " bytes in UTF-8; at most " + max);
    }
    driver.nameProblem(name).ifPresent(problem -> reject(call, "the name " + problem));
  }

  void selector(Call call, SecretSelector selector) {
    switch (selector.kind()) {
      case VERSION -> feature(call, SecretFeature.VERSIONS, "read a version by its id");
      case LABEL -> feature(call, SecretFeature.LABELS, "read a version by its label");
      case STAGE -> stage(call, selector.stage());
    }
  }

  private void stage(Call call, SecretStage stage) {
    if (stage == SecretStage.PENDING) {
      feature(call, SecretFeature.PENDING_VERSIONS, "keep a version pending");
    } else if (stage != SecretStage.CURRENT) {
      feature(call, SecretFeature.VERSIONS, "read another version than the current one");
    }
  }

  void value(Call call, SecretValue value) {
    int size = value.size();
    SecretLimits limits = limits();
    if (size > limits.maxValueBytes()) {
      throw calls
          .failure(
              call,
              ErrorCode.TOO_LARGE,
              "the value has " + size + " bytes; at most " + limits.maxValueBytes())
          .build();
    }
    if (size < limits.minValueBytes()) {
      throw invalid(call, "the value has " + size + " bytes; at least " + limits.minValueBytes());
    }
  }

  void write(Call call, SecretWrite how) {
    if (how.pending()) {
      feature(call, SecretFeature.PENDING_VERSIONS, "keep a version pending");
    }
    if (how.label().isPresent()) {
      feature(call, SecretFeature.LABELS, "label a version");
    }
  }

  void versionId(Call call, String id) {
    if (id.isEmpty()) {
      throw invalid(call, "the id of the version is empty");
    }
  }

  void window(Call call, Duration window) {
    feature(call, SecretFeature.RECOVERY_WINDOW, "delay a deletion");
    Duration min = limits().minRecoveryWindow();
    Duration max = limits().maxRecoveryWindow();
    if (window.compareTo(min) < 0 || window.compareTo(max) > 0 || window.isZero()) {
      throw invalid(call, "a recovery window lasts from " + min + " to " + max + ", not " + window);
    }
  }

  void feature(Call call, SecretFeature feature, String what) {
    if (!driver.capabilities().has(feature)) {
      throw calls
          .failure(call, ErrorCode.UNSUPPORTED, driver.scheme() + ": cannot " + what)
          .build();
    }
  }

  private SecretLimits limits() {
    return driver.capabilities().limits();
  }

  private void reject(Call call, String reason) {
    throw invalid(call, reason);
  }

  private StorageException invalid(Call call, String reason) {
    return calls.failure(call, ErrorCode.INVALID_ARGUMENT, reason).build();
  }
}
