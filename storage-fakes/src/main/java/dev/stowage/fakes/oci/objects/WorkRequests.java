package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was accepted and is done later: with the second look at it, unless told otherwise. */
final class WorkRequests {
  private static final class Entry {
    private final Runnable work;
    private final String accepted;
    private int looks;
    private boolean done;
    private @Nullable OciError failure;

    Entry(Runnable work, String accepted) {
      this.work = work;
      this.accepted = accepted;
    }
  }

  private final Map<String, Entry> entries = new HashMap<>();
  private final OciAccount account;
  private int looks = 2;

  WorkRequests(OciAccount account) {
    this.account = account;
  }

  synchronized void doneAfter(int lookings) {
    looks = lookings;
  }

  synchronized String accept(Runnable work) {
    String id = account.newOcid("workrequest");
    entries.put(id, new Entry(work, OciAccount.rfc3339(account.now())));
    return id;
  }

  private Entry entry(String id) {
    Entry entry = entries.get(id);
    if (entry == null) {
      throw OciError.notAuthorizedOrNotFound();
    }
    return entry;
  }

  synchronized FakeResponse get(String id) {
    Entry entry = entry(id);
    if (++entry.looks >= looks && !entry.done) {
      entry.done = true;
      try {
        entry.work.run();
      } catch (OciError e) {
        entry.failure = e;
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("operationType", "COPY_OBJECT");
    document.put(
        "status",
        !entry.done
            ? (entry.looks == 1 ? "ACCEPTED" : "IN_PROGRESS")
            : entry.failure == null ? "COMPLETED" : "FAILED");
    document.put("compartmentId", account.compartment());
    document.put("resources", List.of());
    document.put("percentComplete", entry.done ? 100 : 0);
    document.put("timeAccepted", entry.accepted);
    return OciJson.response(200, document);
  }

  synchronized FakeResponse errors(String id) {
    OciError failure = entry(id).failure;
    if (failure == null) {
      return OciJson.response(200, List.of());
    }
    return OciJson.response(
        200,
        List.of(
            Map.of(
                "code",
                failure.code(),
                "message",
                String.valueOf(failure.getMessage()),
                "timestamp",
                OciAccount.rfc3339(account.now()))));
  }

  synchronized void clear() {
    entries.clear();
    looks = 2;
  }
}
