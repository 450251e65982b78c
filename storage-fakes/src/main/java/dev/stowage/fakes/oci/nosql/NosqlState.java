package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tables of one compartment, and what their operations share. Guarded by its own lock. */
final class NosqlState {
  /** A table under its OCID, which becomes visible when its work request has been done. */
  record Held(String id, NosqlTable table, Instant created, boolean active) {}

  /** Something that is done later: how often it must be looked at until it is. */
  static final class Work {
    final String id;
    final String operation;
    final String table;
    final Runnable effect;
    int looksLeft;
    boolean done;

    Work(String id, String operation, String table, int looks, Runnable effect) {
      this.id = id;
      this.operation = operation;
      this.table = table;
      this.looksLeft = looks;
      this.effect = effect;
    }
  }

  private final OciAccount account;
  private final Map<String, Held> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Work> works = new LinkedHashMap<>();
  private Supplier<Instant> time;
  private long version;
  private int epoch;
  private int pageRows = Integer.MAX_VALUE;

  NosqlState(OciAccount account) {
    this.account = account;
    this.time = account::now;
  }

  OciAccount account() {
    return account;
  }

  Map<String, Held> tables() {
    return tables;
  }

  Map<String, Work> works() {
    return works;
  }

  Instant now() {
    return time.get();
  }

  void setTime(Supplier<Instant> value) {
    time = value;
  }

  /** Rows that one page of a query looks at. */
  int pageRows() {
    return pageRows;
  }

  void setPageRows(int value) {
    pageRows = value;
  }

  /** Statements prepared before the last change of this cannot be read any more. */
  int epoch() {
    return epoch;
  }

  void spoilPrepared() {
    epoch++;
  }

  void clear() {
    tables.clear();
    works.clear();
    time = account::now;
    pageRows = Integer.MAX_VALUE;
    epoch = 0;
  }

  /** A version that no row had before. */
  String newVersion() {
    byte[] bytes = ByteBuffer.allocate(12).putInt(0x726f7701).putLong(++version).array();
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Reads the header If-Match, which has the form of a version. */
  static Optional<String> ifMatch(OciRequest request) {
    Optional<String> header = request.header("if-match");
    if (header.isPresent()) {
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(header.get());
      } catch (IllegalArgumentException e) {
        throw NosqlErrors.invalid("Invalid if-match: " + header.get());
      }
      if (bytes.length != 12 || ByteBuffer.wrap(bytes).getInt() != 0x726f7701) {
        throw NosqlErrors.invalid("Invalid byte format of Version");
      }
    }
    return header;
  }

  /** The table that a request names by its name, which needs the compartment, or by its OCID. */
  NosqlTable table(String nameOrId, @Nullable String compartment) {
    checkCompartment(nameOrId.startsWith("ocid1."), compartment);
    for (Held held : tables.values()) {
      boolean named = held.table().name().equalsIgnoreCase(nameOrId) || held.id().equals(nameOrId);
      if (named && held.active()) {
        return held.table();
      }
    }
    throw NosqlErrors.noTable(nameOrId);
  }

  void checkCompartment(boolean optional, @Nullable String compartment) {
    if (compartment == null || compartment.isEmpty()) {
      if (!optional) {
        throw new OciError(400, "InvalidParameter", "The compartmentId is missing");
      }
    } else if (!account.knows(compartment)) {
      throw OciError.notAuthorizedOrNotFound();
    }
  }

  /** Starts something that ends after so many looks. */
  Work start(String operation, String table, int looks, Runnable effect) {
    Work work = new Work(account.newOcid("nosqlworkrequest"), operation, table, looks, effect);
    works.put(work.id, work);
    return work;
  }
}
