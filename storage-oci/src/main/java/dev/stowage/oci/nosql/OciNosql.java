package dev.stowage.oci.nosql;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.oci.OciConfig;
import dev.stowage.oci.OciService;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the service does beside rows: tables, and looking at statements. Open it by compartment, or
 * unwrap a {@link dev.stowage.kv.KvStore} into it, which then closes it.
 *
 * <p>Failures are {@link StorageException}s. Nothing is retried. Thread-safe.
 */
public final class OciNosql implements AutoCloseable {
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final NosqlApi api;
  private final String compartment;
  private final Pacer pacer;
  private final boolean owner;

  /** How much a table may be used, as the service is paid for. */
  public record TableLimits(int readUnits, int writeUnits, int storageGigabytes) {}

  /**
   * What a statement is, found out without running it.
   *
   * @param operation such as SELECT or CREATE_TABLE; empty when it is malformed
   * @param table the table it is about; may be empty
   * @param syntaxError the service's words; empty when it is well-formed
   */
  public record Summary(String operation, String table, String syntaxError) {}

  OciNosql(NosqlApi api, String compartment, Pacer pacer, boolean owner) {
    this.api = api;
    this.compartment = compartment;
    this.pacer = pacer;
    this.owner = owner;
  }

  /** Opens the service for the tables of a compartment; sends nothing yet. */
  public static OciNosql open(OciConfig connection, String compartment, OpenOptions options) {
    OciWire wire = OciWire.open(OciService.NOSQL, connection, options);
    return new OciNosql(new NosqlApi(wire), compartment, options.pacer(), true);
  }

  private interface Request<T> {
    T send() throws Exception;
  }

  private static <T> T call(String operation, Request<T> request) {
    try {
      return request.send();
    } catch (StorageException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StorageException.builder(ErrorCode.CANCELLED, "the calling thread was interrupted")
          .operation(operation)
          .cause(e)
          .build();
    } catch (Exception e) {
      throw NosqlFailures.translated(operation, e);
    }
  }

  /**
   * Makes a table and waits until it can be used.
   *
   * @param ddl a CREATE TABLE statement
   * @throws StorageException ALREADY_EXISTS unless the statement says IF NOT EXISTS;
   *     DEADLINE_EXCEEDED when it is not there in time, and may still come
   */
  public void createTable(String name, String ddl, TableLimits limits, Duration timeout) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", name);
    details.put("compartmentId", compartment);
    details.put("ddlStatement", ddl);
    Map<String, Object> units = new LinkedHashMap<>();
    units.put("maxReadUnits", limits.readUnits());
    units.put("maxWriteUnits", limits.writeUnits());
    units.put("maxStorageInGBs", limits.storageGigabytes());
    details.put("tableLimits", units);
    call(
        "create table",
        () -> await(api.createTable(details, UUID.randomUUID().toString()), timeout));
  }

  /** Drops a table and waits until it is gone; one that is missing counts as dropped. */
  public void dropTable(String name, Duration timeout) {
    call("drop table", () -> await(api.dropTable(name, compartment, true), timeout));
  }

  /** The names of the compartment's tables. */
  public List<String> tables() {
    return call(
        "list tables",
        () -> {
          List<String> names = new ArrayList<>();
          String page = null;
          do {
            NosqlAnswer answer = api.tables(compartment, page);
            for (Object item : answer.body().list("items").orElse(List.of())) {
              if (item instanceof Document table) {
                names.add(table.string("name").orElse(""));
              }
            }
            page = answer.nextPage();
          } while (page != null);
          return names;
        });
  }

  /** What a statement is, without running it. */
  public Summary summarize(String statement) {
    Document answer = call("summarize", () -> api.summarize(compartment, statement)).body();
    return new Summary(
        answer.string("operation").orElse(""),
        answer.string("tableName").orElse(""),
        answer.string("syntaxError").orElse(""));
  }

  private boolean await(NosqlAnswer started, Duration timeout)
      throws IOException, InterruptedException {
    String id = started.workRequest();
    if (id == null) {
      throw new IOException("the service told no work request");
    }
    long end = pacer.nanoTime() + timeout.toNanos();
    Duration wait = FIRST_WAIT;
    while (true) {
      Document work = api.workRequest(id).body();
      switch (work.string("status").orElse("")) {
        case "SUCCEEDED" -> {
          return true;
        }
        case "FAILED", "CANCELED" ->
            throw StorageException.of(
                ErrorCode.UNKNOWN, "the work request " + id + " ended as " + work.string("status"));
        default -> {
          if (pacer.nanoTime() >= end) {
            throw StorageException.of(
                ErrorCode.DEADLINE_EXCEEDED,
                "the work request " + id + " is not done after " + timeout + " and goes on");
          }
          pacer.sleep(wait);
          Duration longer = wait.multipliedBy(2);
          wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
        }
      }
    }
  }

  /** Closes what {@link #open} opened; of an unwrapped one, nothing. */
  @Override
  public void close() {
    if (owner) {
      api.close();
    }
  }
}
