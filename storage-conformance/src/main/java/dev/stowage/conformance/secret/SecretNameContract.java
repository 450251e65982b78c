package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names: listed, kept apart, allowed. */
public interface SecretNameContract extends SecretContract {
  @Case("S006")
  default void list_byPrefix_namesOnly() {
    try (SecretBench bench = new SecretBench(this)) {
      Set<String> expected = new HashSet<>();
      for (int i = 0; i < bench.harness.morePagesThanOne(); i++) {
        String name = bench.name("list-" + i);
        bench.put(name, "value");
        expected.add(name);
      }
      bench.put(bench.name("other"), "value");
      String prefix = bench.oddName("list-");
      bench.log().clear();
      List<String> listed;
      try (Stream<String> names = bench.store.list(prefix)) {
        listed = names.toList();
      }
      assertEquals(listed.size(), new HashSet<>(listed).size(), "a name is listed twice");
      assertEquals(expected, new HashSet<>(listed));
      assertEquals(bench.log().size(), bench.log().count("list"), "requests beside the listing");
      assertTrue(bench.log().size() > 1, "this listing should have more than one page");
      bench.log().clear();
      try (Stream<String> names = bench.store.list(prefix)) {
        assertEquals(0, bench.log().size(), "requests before the first name is asked for");
        assertTrue(names.findFirst().isPresent());
        assertEquals(1, bench.log().size(), "requests for the first name");
      }
      assertEquals(0, bench.store.list(bench.oddName("nothing")).count());
    }
  }

  @Case("S009")
  default void names_areKeptApartOrRefused() {
    try (SecretBench bench = new SecretBench(this)) {
      Map<String, String> kept = new LinkedHashMap<>();
      List<String> suffixes =
          List.of(
              "a",
              "A",
              "a/b",
              "a%2Fb",
              "a.b",
              "a_b",
              "a-b",
              "a b",
              "a+b",
              "a//b",
              "/a",
              "a/",
              "..",
              "ä",
              "a\u0308",
              "😀",
              "a\\b",
              "a:b",
              "a*",
              "a\n",
              "x".repeat(100));
      for (String suffix : suffixes) {
        String name = bench.oddName(suffix);
        int requests = bench.log().size();
        try {
          bench.put(name, "value of " + suffix);
          bench.cleanUp(name);
          kept.put(name, "value of " + suffix);
        } catch (StorageException e) {
          assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), () -> suffix + ": " + e);
          assertEquals(requests, bench.log().size(), "requests of a name that is refused");
        }
      }
      kept.forEach((name, value) -> assertEquals(value, bench.text(name), name));
      try (Stream<String> names = bench.store.list(bench.oddName(""))) {
        assertEquals(kept.keySet(), names.collect(Collectors.toSet()));
      }
    }
  }

  @Case("S009")
  default void names_thatNobodyKeeps() {
    try (SecretBench bench = new SecretBench(this)) {
      int max = bench.store.capabilities().limits().maxNameBytes();
      for (String name : List.of("", "x\ud800y", "n".repeat(max + 1), "ä".repeat(max / 2 + 1))) {
        Expect.failsAtOnce(ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.store.get(name));
        Expect.failsAtOnce(ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.put(name, "value"));
        Expect.failsAtOnce(ErrorCode.INVALID_ARGUMENT, bench.log(), () -> bench.store.delete(name));
      }
      String longest = "n".repeat(max - bench.oddName("").length());
      String name = bench.name(longest);
      bench.put(name, "longest");
      assertEquals("longest", bench.text(name));
    }
  }

  @Case("S014")
  default void view_ofAllowedNames() {
    try (SecretBench bench = new SecretBench(this)) {
      String mine = bench.name("mine-1");
      String theirs = bench.name("theirs-1");
      bench.put(mine, "mine");
      bench.put(theirs, "theirs");
      SecretStore view = bench.store.restrictedTo(List.of(bench.oddName("mine-")));
      try (SecretValue value = view.get(mine);
          SecretValue other = SecretValue.of("x")) {
        assertEquals("mine", value.text());
        List<Runnable> calls = new ArrayList<>();
        calls.add(() -> view.get(theirs));
        calls.add(() -> view.put(theirs, other));
        calls.add(() -> view.create(theirs, other));
        calls.add(() -> view.delete(theirs));
        calls.add(() -> view.delete(theirs, java.time.Duration.ofDays(10)));
        calls.add(() -> view.undelete(theirs));
        calls.add(() -> view.versions(theirs));
        calls.add(() -> view.promote(theirs, "1"));
        calls.add(() -> view.disable(theirs, "1"));
        calls.add(() -> view.enable(theirs, "1"));
        calls.add(() -> view.watch(theirs));
        calls.add(() -> view.cached(java.time.Duration.ofHours(1)).get(theirs));
        calls.add(() -> view.restrictedTo(name -> true).get(theirs));
        for (Runnable call : calls) {
          StorageException failure =
              Expect.failsAtOnce(ErrorCode.PERMISSION_DENIED, bench.log(), call::run);
          assertEquals(theirs, failure.key().orElseThrow());
        }
      }
      assertEquals(List.of(mine), view.list(bench.oddName("")).toList());
      assertTrue(view.keeper().isEmpty(), "a view of names has a keeper");
      assertTrue(view.unwrap(Object.class).isEmpty(), "the native client leads past the list");
      view.close();
      assertEquals("theirs", bench.text(theirs), "closing a view closed the store");
    }
  }
}
