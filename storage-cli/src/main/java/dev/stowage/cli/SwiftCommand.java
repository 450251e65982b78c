package dev.stowage.cli;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.swift.Segment;
import dev.stowage.swift.SwiftClient;
import dev.stowage.swift.SwiftInfo;
import dev.stowage.swift.SwiftObjects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "swift",
    description = "What only OpenStack Swift has, behind swift: and naver: URLs.",
    subcommands = {
      SwiftCommand.Segments.class,
      SwiftCommand.Info.class,
      SwiftTempUrlKeyCommand.class
    })
final class SwiftCommand {
  private SwiftCommand() {}

  /** An account, and what all commands on one take. */
  abstract static class OnAccount implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object per line.")
    boolean json;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    boolean help;

    @Override
    public final Integer call() throws IOException {
      String url = url();
      try (SwiftClient client = SwiftClient.open(url, OpenOptions.defaults());
          Output out = Output.open(json)) {
        run(client, StorageUrl.parse(url), out);
        return 0;
      } catch (IOException e) {
        throw SwiftClient.failure(e);
      }
    }

    abstract String url();

    abstract void run(SwiftClient client, StorageUrl url, Output out) throws IOException;
  }

  @Command(
      name = "segments",
      description = {
        "List the segments of a large object in their order: its bytes, where they are, their etag.",
        "Prints nothing for an object that is not a large one."
      })
  static final class Segments extends OnAccount {
    @Parameters(paramLabel = "URL", description = "An object, such as swift://container/key.")
    String url = "";

    private long count;

    @Override
    String url() {
      return url;
    }

    @Override
    void run(SwiftClient client, StorageUrl url, Output out) throws IOException {
      if (url.container().isEmpty() || url.path().isEmpty()) {
        throw StorageException.invalidArgument("the URL must name an object");
      }
      SwiftObjects objects = client.objects(url.container());
      List<Segment> segments = objects.segments(url.path());
      if (!segments.isEmpty()) {
        segments.forEach(segment -> print("static", segment, out));
        return;
      }
      Optional<SwiftObjects.Dynamic> dynamic = objects.dynamic(url.path());
      if (dynamic.isPresent()) {
        String container = dynamic.get().container();
        try (BlobStore store = client.store(container);
            Stream<BlobInfo> all = store.list(dynamic.get().prefix())) {
          all.map(blob -> new Segment(container, blob.key(), blob.size(), blob.etag()))
              .forEach(segment -> print("dynamic", segment, out));
        }
      }
    }

    private void print(String kind, Segment segment, Output out) {
      count++;
      @Nullable String range = segment.range();
      if (out.isJson()) {
        var row = Output.row();
        row.put("kind", kind);
        row.put("number", count);
        row.put("container", segment.container());
        row.put("key", segment.name());
        row.put("size", segment.size());
        row.put("etag", segment.etag());
        if (range != null) {
          row.put("range", range);
        }
        out.json(row);
      } else {
        out.line(
            String.format(
                "%12d  %s  %s%s",
                segment.size(),
                segment.etag(),
                Text.printable(segment.container() + "/" + segment.name()),
                range == null ? "" : "  bytes " + range));
      }
    }
  }

  @Command(
      name = "info",
      description = {
        "Show the limits and features that the cluster tells at /info, as far as they matter here.",
        "What it does not tell is as in Swift 2.15.1."
      })
  static final class Info extends OnAccount {
    @Parameters(paramLabel = "URL", description = "An account, such as swift:?region=RegionOne.")
    String url = "";

    @Override
    String url() {
      return url;
    }

    @Override
    void run(SwiftClient client, StorageUrl url, Output out) throws IOException {
      SwiftInfo info = client.info();
      var row = Output.row();
      row.put("told", info.told());
      info.version().ifPresent(version -> row.put("version", version));
      row.put("maxFileSize", info.maxFileSize());
      row.put("maxManifestSegments", info.maxManifestSegments());
      row.put("maxManifestSize", info.maxManifestSize());
      row.put("maxBulkDeletes", info.maxBulkDeletes());
      row.put("tempUrlMethods", info.tempUrlMethods());
      row.put("tempUrlDigest", info.tempUrlDigest());
      row.put("policies", info.policies());
      row.put(
          "features",
          Stream.of("slo", "dlo", "bulk_delete", "tempurl", "versioned_writes", "symlink")
              .filter(info::has)
              .toList());
      if (out.isJson()) {
        out.json(row);
      } else {
        row.forEach((name, value) -> out.line(String.format("%-20s %s", name, plain(value))));
      }
    }

    private static String plain(Object value) {
      return value instanceof List<?> list
          ? Text.printable(String.join(" ", list.stream().map(String::valueOf).toList()))
          : Text.printable(String.valueOf(value));
    }
  }
}
