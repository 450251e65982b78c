package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretState;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Versions and their stages. */
public interface SecretVersionContract extends SecretContract {
  @Case("S004")
  default void get_byId_latest_previous() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("v");
      SecretVersion one = bench.put(name, "one");
      SecretSelector first = SecretSelector.version(one.id());
      if (bench.lacks(SecretFeature.VERSIONS, () -> bench.store.get(name, first))) {
        Expect.refused(
            "VERSIONS", bench.log(), () -> bench.store.get(name, SecretSelector.previous()));
        Expect.refused(
            "VERSIONS", bench.log(), () -> bench.store.get(name, SecretSelector.latest()));
        return;
      }
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(name, SecretSelector.previous()));
      SecretVersion two = bench.put(name, "two");
      SecretVersion three = bench.put(name, "three");
      assertEquals("one", bench.text(name, first));
      assertEquals("two", bench.text(name, SecretSelector.version(two.id())));
      assertEquals("two", bench.text(name, SecretSelector.previous()));
      assertEquals("three", bench.text(name, SecretSelector.latest()));
      assertEquals("three", bench.text(name, SecretSelector.version(three.id())));
      assertEquals("three", bench.text(name));
      String unknown = unlike(one.id());
      Expect.fails(
          ErrorCode.NOT_FOUND, () -> bench.store.get(name, SecretSelector.version(unknown)));
    }
  }

  /** An id of the same form that no version has. */
  private static String unlike(String id) {
    return id.matches("[0-9]{1,9}") ? "99" + id : new StringBuilder(id).reverse().toString();
  }

  @Case("S004")
  default void pending_isLatestButNotCurrent() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("pending");
      bench.put(name, "old");
      SecretWrite pending = SecretWrite.defaults().withPending();
      try (SecretValue value = SecretValue.of("new")) {
        if (bench.lacks(
            SecretFeature.PENDING_VERSIONS, () -> bench.store.put(name, value, pending))) {
          Expect.refused("promote", bench.log(), () -> bench.store.promote(name, "1"));
          return;
        }
        SecretVersion waiting = bench.store.put(name, value, pending);
        assertFalse(waiting.isCurrent(), "a pending version is current");
        assertEquals("old", bench.text(name));
        assertEquals("old", bench.text(name, SecretSelector.stage(SecretStage.CURRENT)));
        assertEquals("new", bench.text(name, SecretSelector.stage(SecretStage.PENDING)));
        assertEquals("new", bench.text(name, SecretSelector.latest()));
        bench.store.promote(name, waiting.id());
        assertEquals("new", bench.text(name));
        assertEquals("old", bench.text(name, SecretSelector.previous()));
        String old = currentOf(bench, name, SecretStage.PREVIOUS);
        bench.store.promote(name, old);
        assertEquals("old", bench.text(name), "after going back");
      }
    }
  }

  private static String currentOf(SecretBench bench, String name, SecretStage stage) {
    return bench.store.versions(name).stream()
        .filter(version -> version.stages().contains(stage))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no version has the stage " + stage))
        .id();
  }

  @Case("S004")
  default void label() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("label");
      SecretWrite labelled = SecretWrite.defaults().withLabel("blue");
      try (SecretValue value = SecretValue.of("one")) {
        if (bench.lacks(SecretFeature.LABELS, () -> bench.store.put(name, value, labelled))) {
          return;
        }
        bench.store.put(name, value, labelled);
      }
      bench.put(name, "two");
      assertEquals("one", bench.text(name, SecretSelector.label("blue")));
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.get(name, SecretSelector.label("green")));
    }
  }

  @Case("S005")
  default void versions_completeNewestFirst() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("many");
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ids.add(0, bench.put(name, "v" + i).id());
        bench.pacer.advance(java.time.Duration.ofSeconds(1));
      }
      bench.log().clear();
      if (bench.lacks(SecretFeature.VERSIONS, () -> bench.store.versions(name))) {
        return;
      }
      List<SecretVersion> versions = bench.store.versions(name);
      assertEquals(ids, versions.stream().map(SecretVersion::id).toList());
      assertEquals(0, bench.log().count("get"), "listing versions reads values");
      assertTrue(versions.get(0).isCurrent());
      assertTrue(versions.get(0).stages().contains(SecretStage.LATEST));
      assertTrue(versions.get(1).stages().contains(SecretStage.PREVIOUS));
      assertEquals(
          Collections.singleton(SecretState.ENABLED),
          versions.stream().map(SecretVersion::state).collect(Collectors.toSet()));
      Expect.fails(ErrorCode.NOT_FOUND, () -> bench.store.versions(bench.name("missing")));
    }
  }

  @Case("S005")
  default void disabled_cannotBeRead() {
    try (SecretBench bench = new SecretBench(this)) {
      String name = bench.name("off");
      String id = bench.put(name, "value").id();
      if (bench.lacks(SecretFeature.DISABLE_VERSIONS, () -> bench.store.disable(name, id))) {
        return;
      }
      bench.store.disable(name, id);
      Expect.fails(ErrorCode.PRECONDITION_FAILED, () -> bench.store.get(name));
      Expect.fails(
          ErrorCode.PRECONDITION_FAILED, () -> bench.store.get(name, SecretSelector.version(id)));
      assertEquals(SecretState.DISABLED, bench.store.versions(name).get(0).state());
      bench.store.enable(name, id);
      assertEquals("value", bench.text(name));
      assertEquals(SecretState.ENABLED, bench.store.versions(name).get(0).state());
    }
  }
}
