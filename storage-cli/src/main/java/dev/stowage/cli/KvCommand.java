package dev.stowage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "kv",
    description = {
      "Rows of a table, such as file:///directory/table.",
      "A key is its parts joined by /, an integer part as #17; a document is a JSON object."
    },
    subcommands = {
      KvCommand.Put.class,
      KvCommand.Get.class,
      KvCommand.Remove.class,
      KvCommand.Increment.class,
      KvCommand.Scan.class,
      KvCommand.Query.class
    })
final class KvCommand {
  private KvCommand() {}

  /** A table and what all its commands take. */
  abstract static class OnTable implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "The table.")
    String url = "";

    @Override
    public final Integer call() throws IOException {
      try (KvStore store = KvStore.open(url, common.open());
          Output out = common.output()) {
        run(store, out);
        return 0;
      }
    }

    abstract void run(KvStore store, Output out) throws IOException;
  }

  private static void print(Row row, Output out) {
    if (out.isJson()) {
      out.text(
          "{\"key\":"
              + quoted(row.key().text())
              + ",\"revision\":"
              + quoted(row.revision().text())
              + ",\"document\":"
              + row.document().toJson()
              + "}");
    } else {
      out.line(Text.printable(row.key().text()) + "\t" + row.document().toJson());
    }
  }

  private static String quoted(String text) {
    try {
      return new ObjectMapper().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string is always JSON", e);
    }
  }

  private static StorageException missing(String operation, String key) {
    return StorageException.builder(ErrorCode.NOT_FOUND, "no such row")
        .operation(operation)
        .key(key)
        .build();
  }

  @Command(name = "put", description = "Store a row; - reads the document from standard input.")
  static final class Put extends OnTable {
    @Option(names = "--if-absent", description = "Only if there is none (exit code 4 if so).")
    boolean ifAbsent;

    @Option(names = "--if-revision", paramLabel = "R", description = "Only at this revision.")
    @Nullable String ifRevision;

    @Option(
        names = "--ttl",
        paramLabel = "TIME",
        converter = CommonOptions.DurationConverter.class,
        description = "When it goes by itself, such as 30m.")
    @Nullable Duration ttl;

    @Parameters(index = "1", paramLabel = "KEY")
    String key = "";

    @Parameters(index = "2", paramLabel = "JSON")
    String json = "";

    @Override
    void run(KvStore store, Output out) throws IOException {
      String text =
          json.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : json;
      Document document = Document.fromJson(text);
      RowOptions options = RowOptions.defaults();
      if (ttl != null) {
        options = options.withTtl(ttl);
      }
      if (ifRevision != null) {
        options = options.ifRevision(Revision.parse(ifRevision));
      }
      RowKey row = RowKey.parse(key);
      Revision revision =
          ifAbsent ? store.create(row, document, options) : store.put(row, document, options);
      if (out.isJson()) {
        var result = Output.row();
        result.put("key", key);
        result.put("revision", revision.text());
        out.json(result);
      }
    }
  }

  @Command(name = "get", description = "Print a row's document.")
  static final class Get extends OnTable {
    @Parameters(index = "1", paramLabel = "KEY")
    String key = "";

    @Override
    void run(KvStore store, Output out) {
      Row row = store.get(RowKey.parse(key)).orElseThrow(() -> missing("get", key));
      if (out.isJson()) {
        print(row, out);
      } else {
        out.line(row.document().toJson());
      }
    }
  }

  @Command(name = "rm", description = "Delete a row; one that is not there is no failure.")
  static final class Remove extends OnTable {
    @Parameters(index = "1", paramLabel = "KEY")
    String key = "";

    @Override
    void run(KvStore store, Output out) {
      store.delete(RowKey.parse(key));
    }
  }

  @Command(name = "incr", description = "Add to a number in a row, and print the sum.")
  static final class Increment extends OnTable {
    @Parameters(index = "1", paramLabel = "KEY")
    String key = "";

    @Parameters(index = "2", paramLabel = "PATH", description = "Such as n or a.b.")
    String path = "";

    @Parameters(index = "3", arity = "0..1", paramLabel = "N", defaultValue = "1")
    long delta = 1;

    @Override
    void run(KvStore store, Output out) {
      out.line(String.valueOf(store.increment(RowKey.parse(key), path, delta)));
    }
  }

  @Command(
      name = "scan",
      description = {
        "Print the rows in order of key.",
        "A service that has no order over all its partitions prints them in its own, unless",
        "--within names one."
      })
  static final class Scan extends OnTable {
    @Option(names = "--within", paramLabel = "KEY", description = "Only keys under this one.")
    @Nullable String within;

    @Option(names = "--prefix", description = "Only keys whose next part starts with this.")
    @Nullable String prefix;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many.")
    long limit = Long.MAX_VALUE;

    @Override
    void run(KvStore store, Output out) {
      KeyRange range = within == null ? KeyRange.all() : KeyRange.within(RowKey.parse(within));
      ScanRequest request = ScanRequest.of(prefix == null ? range : range.startingWith(prefix));
      boolean ordered = within != null || store.capabilities().has(KvFeature.ORDERED_SCAN);
      try (Stream<Row> rows = store.scan(ordered ? request : request.inAnyOrder())) {
        rows.limit(limit).forEach(row -> print(row, out));
      }
    }
  }

  @Command(
      name = "query",
      description = "Run a statement in the service's own SQL; $name stands for a variable.")
  static final class Query extends OnTable {
    @Option(
        names = "--var",
        paramLabel = "NAME=JSON",
        description = "A variable; its value is JSON, such as 5, true or '\"text\"'.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Parameters(index = "1", paramLabel = "SQL")
    String sql = "";

    @Override
    void run(KvStore store, Output out) {
      Statement statement = Statement.of(sql);
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        Document value = Document.fromJson("{\"v\":" + variable.getValue() + "}");
        statement = statement.bind(variable.getKey(), value.value("v").orElse(null));
      }
      try (Stream<Document> found = store.query(statement)) {
        found.forEach(document -> out.text(document.toJson()));
      }
    }
  }
}
