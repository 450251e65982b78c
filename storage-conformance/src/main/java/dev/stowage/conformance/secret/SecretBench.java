package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.stowage.CallEvent;
import dev.stowage.CallListener;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.function.Executable;

/** One test's store, with everything around it. */
final class SecretBench implements AutoCloseable {
  final SecretHarness harness;
  final KitPacer pacer = new KitPacer();
  final List<CallEvent> events = Collections.synchronizedList(new ArrayList<>());
  final SecretStore store;
  private final String word = "kit" + UUID.randomUUID().toString().substring(0, 8);
  private final Set<String> names = new LinkedHashSet<>();

  SecretBench(SecretContract contract) {
    harness = contract.newHarness();
    store = harness.open(options());
  }

  OpenOptions options() {
    CallListener listener =
        new CallListener() {
          @Override
          public void onCall(CallEvent event) {
            events.add(event);
          }
        };
    return OpenOptions.defaults()
        .withPacer(pacer)
        .withListener(listener)
        .withRetry(
            RetryPolicy.defaults()
                .withMaxAttempts(3)
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  /** A name that no other test uses; its secret is deleted in the end. */
  String name(String suffix) {
    String name = word + "-" + suffix;
    names.add(name);
    return name;
  }

  /** As {@link #name}, for a name that the store may refuse. */
  String oddName(String suffix) {
    return word + "-" + suffix;
  }

  /** Deletes this one too in the end. */
  void cleanUp(String name) {
    names.add(name);
  }

  RequestLog log() {
    return harness.log();
  }

  boolean has(SecretFeature feature) {
    return store.capabilities().has(feature);
  }

  /** Tests that the call is refused when the feature is not declared. */
  boolean lacks(SecretFeature feature, Executable call) {
    if (has(feature)) {
      return false;
    }
    Expect.refused(feature.name(), log(), call);
    return true;
  }

  SecretVersion put(String name, String text) {
    try (SecretValue value = SecretValue.of(text)) {
      return store.put(name, value);
    }
  }

  SecretVersion create(String name, String text) {
    try (SecretValue value = SecretValue.of(text)) {
      return store.create(name, value);
    }
  }

  String text(String name) {
    return text(name, SecretSelector.current());
  }

  String text(String name, SecretSelector selector) {
    try (SecretValue value = store.get(name, selector)) {
      return value.text();
    }
  }

  /** Moves the clocks of the store and of the service. */
  boolean passes(Duration time) {
    pacer.advance(time);
    return harness.advanceServiceClock(time);
  }

  /** Every array with secret bytes that passed the driver is overwritten by now. */
  void assertArraysErased() {
    for (byte[] array : harness.passedArrays()) {
      assertArrayEquals(new byte[array.length], array, "an array still has secret bytes");
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    harness.faults().clear();
    try (SecretStore cleaning = harness.open(options())) {
      names.forEach(cleaning::delete);
    } finally {
      store.close();
      harness.close();
    }
  }
}
