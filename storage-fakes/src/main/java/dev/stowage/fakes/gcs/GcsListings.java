package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects: list. By name in the order of UTF-8, generations of a name from old to new. */
final class GcsListings {

  private static final int PAGE = 1000;

  private final GcsState state;

  GcsListings(GcsState state) {
    this.state = state;
  }

  /** An object or a common prefix of a page. */
  private record Entry(String name, String generation, Optional<FakeBlob> blob) {}

  FakeResponse list(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    int limit = limit(call);
    int wanted =
        call.request()
            .fault(FaultKind.SHORT_PAGE)
            .map(claim -> (int) Math.min(limit, claim.fault().amount()))
            .orElse(limit);
    List<Entry> all = entries(call, bucket);
    List<Entry> page = all.subList(0, Math.min(wanted, all.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", "storage#objects");
    if (page.size() < all.size()) {
      if (wanted < limit) {
        call.request().fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
      }
      answer.put("nextPageToken", token(call, page));
    }
    List<String> prefixes = page.stream().filter(e -> e.blob().isEmpty()).map(Entry::name).toList();
    if (!prefixes.isEmpty()) {
      answer.put("prefixes", prefixes);
    }
    List<Object> items = new ArrayList<>();
    page.forEach(e -> e.blob().ifPresent(b -> items.add(GcsMetadata.resource(bucket, b))));
    if (!items.isEmpty()) {
      answer.put("items", items);
    }
    return GcsMetadata.response(
        200, GcsFields.select(answer, call.params().getOrDefault("fields", "")));
  }

  private static int limit(GcsCall call) {
    String text = call.params().getOrDefault("maxResults", "" + PAGE);
    if (!text.matches("\\d{1,9}")) {
      throw GcsError.invalid("Invalid unsigned integer value: '" + text + "'.");
    }
    int limit = Integer.parseInt(text);
    return limit == 0 ? PAGE : Math.min(limit, PAGE);
  }

  private List<Entry> entries(GcsCall call, FakeBucket bucket) {
    String prefix = call.params().getOrDefault("prefix", "");
    String delimiter = call.params().getOrDefault("delimiter", "");
    String start = call.params().getOrDefault("startOffset", "");
    String end = call.params().getOrDefault("endOffset", "");
    boolean versions = call.flag("versions");
    boolean soft = call.flag("softDeleted");
    String[] after = marker(call);
    List<Entry> entries = new ArrayList<>();
    String rolledUp = after[1].isEmpty() ? after[0] : "";
    Comparator<String> order = FakeBucket.UTF8_ORDER;
    for (String key : bucket.keysFrom(order.compare(start, prefix) < 0 ? prefix : start, true)) {
      if (!key.startsWith(prefix) || !end.isEmpty() && order.compare(key, end) >= 0) {
        break;
      }
      List<FakeBlob> generations = new ArrayList<>(GcsState.visible(bucket, key, soft));
      if (!versions && !soft) {
        generations.removeIf(blob -> !GcsState.isLive(blob));
      }
      if (generations.isEmpty()) {
        continue;
      }
      Optional<String> common = rollUp(key, prefix, delimiter);
      if (common.isPresent()) {
        boolean passed = !after[0].isEmpty() && order.compare(common.get(), after[0]) <= 0;
        if (!common.get().equals(rolledUp) && !passed) {
          entries.add(new Entry(common.get(), "", Optional.empty()));
        }
        rolledUp = common.get();
        continue;
      }
      generations.sort(Comparator.comparingLong(b -> Long.parseLong(b.version())));
      for (FakeBlob blob : generations) {
        int name = after[0].isEmpty() ? 1 : order.compare(key, after[0]);
        boolean newer =
            name == 0
                && !after[1].isEmpty()
                && Long.parseLong(blob.version()) > Long.parseLong(after[1]);
        if (name > 0 || newer) {
          entries.add(new Entry(key, blob.version(), Optional.of(blob)));
        }
      }
    }
    return entries;
  }

  private static Optional<String> rollUp(String key, String prefix, String delimiter) {
    int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
  }

  /** Where the page before ended: a name, and the generation of an object. */
  private static String token(GcsCall call, List<Entry> page) {
    String text;
    if (page.isEmpty()) {
      String[] before = marker(call);
      text = before[1] + "/" + before[0];
    } else {
      Entry last = page.get(page.size() - 1);
      text = last.generation() + "/" + last.name();
    }
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String[] marker(GcsCall call) {
    String token = call.params().getOrDefault("pageToken", "");
    if (token.isEmpty()) {
      return new String[] {"", ""};
    }
    try {
      String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      int slash = text.indexOf('/');
      if (slash >= 0) {
        return new String[] {text.substring(slash + 1), text.substring(0, slash)};
      }
    } catch (IllegalArgumentException e) {
      throw GcsError.invalid("Invalid page token.");
    }
    throw GcsError.invalid("Invalid page token.");
  }
}
