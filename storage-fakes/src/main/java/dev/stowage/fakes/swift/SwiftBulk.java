package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.text.Percent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Many objects deleted in one request. The status is 200 whatever happens; what happened stands in
 * the body, behind the blanks that keep the connection alive meanwhile.
 */
final class SwiftBulk {
  /** As much as is read at a time; where a piece ends decides whether a long line is refused. */
  private static final int PIECE = SwiftLimits.NAME + 256 + 2;

  /** What is taken off the ends of a line; other blanks are part of names. */
  private static final Pattern BLANKS =
      Pattern.compile("^[ \\t\\r\\n\\x0b\\f]+|[ \\t\\r\\n\\x0b\\f]+\\z");

  private final SwiftState state;
  private final SwiftContainers containers;
  private final SwiftWrites writes;

  SwiftBulk(SwiftState state, SwiftContainers containers, SwiftWrites writes) {
    this.state = state;
    this.containers = containers;
    this.writes = writes;
  }

  /**
   * Something to delete.
   *
   * @param problem why it cannot be deleted
   */
  private record Target(String path, Optional<SwiftError> problem) {}

  FakeResponse delete(SwiftCall call, SwiftCaller caller) {
    return report(call, caller, () -> named(call));
  }

  /** Deletes a static large object with its segments, and those of segments that are large. */
  FakeResponse deleteManifest(SwiftCall call, SwiftCaller caller) {
    return report(call, caller, () -> segments(call, caller));
  }

  private interface Targets {
    List<Target> find();
  }

  private FakeResponse report(SwiftCall call, SwiftCaller caller, Targets targets) {
    String format = SwiftReport.format(call);
    SwiftReport report = new SwiftReport("delete");
    Tally tally = new Tally();
    Optional<FaultClaim> failing = call.request().fault(FaultKind.ERROR_INSIDE_200);
    try {
      List<Target> found = targets.find();
      if (failing.isPresent()) {
        failing.get().fire();
        found = spoiled(found, failing.get().fault().code());
      }
      deleteAll(found, call, caller, report, tally);
    } catch (SwiftError e) {
      tally.status = e.status();
      tally.words = e.words();
    }
    report.fact("Number Deleted", tally.deleted);
    report.fact("Number Not Found", tally.missing);
    report.fact("Response Status", SwiftError.line(tally.status));
    report.fact("Response Body", tally.words);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(" \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(report.in(format));
    return FakeResponse.of(200)
        .with("Content-Type", format)
        .withBody(body.toByteArray())
        .inChunks();
  }

  /** A fault without a code breaks all of it; a status as its code is that of the first object. */
  private static List<Target> spoiled(List<Target> targets, Optional<String> code) {
    if (code.isEmpty() || targets.isEmpty()) {
      throw new SwiftError(502, "Refused by a fault switch.");
    }
    List<Target> spoiled = new ArrayList<>(targets);
    SwiftError problem = new SwiftError(Integer.parseInt(code.get()));
    spoiled.set(0, new Target(targets.get(0).path(), Optional.of(problem)));
    return spoiled;
  }

  private static final class Tally {
    private int deleted;
    private int missing;
    private int status = 200;
    private String words = "";
  }

  private void deleteAll(
      List<Target> targets, SwiftCall call, SwiftCaller caller, SwiftReport report, Tally tally) {
    // Containers come last: their objects may be among the others.
    List<Target> ordered = new ArrayList<>(targets);
    ordered.sort((a, b) -> Boolean.compare(isContainer(a), isContainer(b)));
    int failure = 400;
    for (Target target : ordered) {
      Optional<SwiftError> problem =
          target.problem().isPresent() ? target.problem() : deleted(target, call, caller);
      if (problem.isEmpty()) {
        tally.deleted++;
      } else if (problem.get().status() == 404) {
        tally.missing++;
      } else {
        SwiftError error = problem.get();
        failure = error.status() >= 500 ? 502 : failure;
        String what =
            target.problem().isPresent() && !error.words().isEmpty()
                ? error.words()
                : SwiftError.line(error.status());
        report.error(Percent.encoded(target.path(), false), what);
      }
      if (report.errors() >= SwiftLimits.FAILED_DELETES) {
        throw SwiftError.bad("Max delete failures exceeded");
      }
    }
    if (report.errors() > 0) {
      tally.status = failure;
    } else if (tally.deleted + tally.missing == 0) {
      throw SwiftError.bad("Invalid bulk delete.");
    }
  }

  private static boolean isContainer(Target target) {
    return target.path().replaceAll("^/+|/+$", "").indexOf('/') < 0;
  }

  private Optional<SwiftError> deleted(Target target, SwiftCall call, SwiftCaller caller) {
    String plain = target.path().replaceAll("^/+", "");
    int slash = plain.indexOf('/');
    String container = slash < 0 ? plain : plain.substring(0, slash);
    String key = slash < 0 ? "" : plain.substring(slash + 1);
    FakeRequest request = FakeRequest.head("DELETE", call.request().target(), FakeHeaders.NONE);
    SwiftCall one = call.about(SwiftOperation.OBJECT_DELETE, request, container, key, Map.of());
    try {
      if (key.isEmpty()) {
        containers.delete(one, caller);
      } else {
        writes.delete(one, caller);
      }
      return Optional.empty();
    } catch (SwiftError e) {
      return Optional.of(e);
    }
  }

  private List<Target> named(SwiftCall call) {
    if (call.header("Content-Type").filter(type -> !type.startsWith("text/plain")).isPresent()) {
      throw new SwiftError(406);
    }
    List<Target> targets = new ArrayList<>();
    byte[] body = call.request().body();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; at += PIECE) {
      byte[] piece = Arrays.copyOfRange(body, at, Math.min(body.length, at + PIECE));
      if (line.size() + piece.length > 2 * PIECE) {
        throw SwiftError.bad("Invalid File Name");
      }
      for (byte b : piece) {
        if (b == '\n') {
          add(targets, line.toByteArray());
          line.reset();
        } else {
          line.write(b);
        }
      }
    }
    add(targets, line.toByteArray());
    if (targets.size() > SwiftLimits.DELETES) {
      throw new SwiftError(413, "Maximum Bulk Deletes: " + SwiftLimits.DELETES + " per request");
    }
    return targets;
  }

  private static void add(List<Target> targets, byte[] line) {
    String text = BLANKS.matcher(new String(line, StandardCharsets.ISO_8859_1)).replaceAll("");
    if (text.isEmpty()) {
      return;
    }
    try {
      targets.add(new Target(Percent.decoded(text, false), Optional.empty()));
    } catch (IllegalArgumentException e) {
      targets.add(new Target(text, Optional.of(new SwiftError(412))));
    }
  }

  /** Segments first, and each manifest behind what it names. */
  private List<Target> segments(SwiftCall call, SwiftCaller caller) {
    List<Target> targets = new ArrayList<>();
    Deque<String> manifests = new ArrayDeque<>(List.of(call.path()));
    List<Target> last = new ArrayList<>();
    while (!manifests.isEmpty()) {
      String path = manifests.remove();
      try {
        for (Map<?, ?> segment : SwiftLargeObjects.segments(manifest(call, caller, path))) {
          if (segment.containsKey("data")) {
            continue;
          }
          String name = String.valueOf(segment.get("name"));
          if (Boolean.TRUE.equals(segment.get("sub_slo"))) {
            manifests.add(name);
          } else {
            targets.add(new Target(name, Optional.empty()));
          }
        }
        last.add(new Target(path, Optional.empty()));
      } catch (SwiftError e) {
        last.add(new Target(path, Optional.of(e)));
      }
    }
    targets.addAll(last);
    return targets;
  }

  private FakeBlob manifest(SwiftCall call, SwiftCaller caller, String path) {
    int slash = path.indexOf('/', 1);
    FakeBucket container = state.container(call.account(), path.substring(1, slash)).orElse(null);
    caller.mustRead(container, false);
    if (container == null) {
      throw new SwiftError(404, "SLO manifest not found");
    }
    FakeBlob blob =
        state
            .object(container, path.substring(slash + 1))
            .orElseThrow(() -> new SwiftError(404, "SLO manifest not found"));
    if (!SwiftState.large(blob)) {
      throw SwiftError.bad("Not an SLO manifest");
    }
    return blob;
  }
}
