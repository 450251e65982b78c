package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.spi.KeyOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "ls",
    description = {
      "List objects, like files in a directory: what lies deeper is shown as 'name/'.",
      "Keys are shown whole; control characters in them as \\xNN (--json is exact)."
    })
final class LsCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {"-r", "--recursive"},
      description = "Everything under the URL.")
  boolean recursive;

  @Option(
      names = {"-l", "--long"},
      description = "With size, time and etag.")
  boolean details;

  @Option(names = "--prefix", description = "Take the path as a plain prefix of keys.")
  boolean plainPrefix;

  @Option(names = "--limit", paramLabel = "N", description = "Stop after so many.")
  long limit = Long.MAX_VALUE;

  @Parameters(paramLabel = "URL", description = "A container, a prefix or an object.")
  String url = "";

  private long printed;

  @Override
  public Integer call() {
    try (BlobLocation location = BlobLocation.open(url, common.open());
        Output out = common.output()) {
      String prefix = location.key();
      boolean directory = prefix.isEmpty() || prefix.endsWith("/") || plainPrefix;
      if (!directory) {
        Optional<BlobInfo> exact = location.store().find(prefix);
        exact.ifPresent(blob -> print(out, blob));
        prefix = prefix + "/";
      }
      list(location.store(), prefix, out);
      if (printed == 0 && !directory) {
        throw StorageException.builder(ErrorCode.NOT_FOUND, "no such object or prefix")
            .operation("ls")
            .key(location.key())
            .build();
      }
      return 0;
    }
  }

  private void list(BlobStore store, String prefix, Output out) {
    int pageSize = (int) Math.max(1, Math.min(limit, ListRequest.DEFAULT_PAGE_SIZE));
    ListRequest request = ListRequest.of(prefix).withPageSize(pageSize);
    if (recursive) {
      try (var all = store.list(request)) {
        all.takeWhile(blob -> printed < limit).forEach(blob -> print(out, blob));
      }
      return;
    }
    request = request.withDelimiter("/");
    Optional<String> cursor = Optional.empty();
    do {
      ListPage page = store.listPage(cursor.map(request::withCursor).orElse(request));
      printMerged(page, out);
      cursor = page.cursor();
    } while (cursor.isPresent() && printed < limit);
  }

  /** Blobs and common prefixes of a page in one order. */
  private void printMerged(ListPage page, Output out) {
    var prefixes = page.prefixes().iterator();
    String next = prefixes.hasNext() ? prefixes.next() : null;
    for (BlobInfo blob : page.blobs()) {
      while (next != null && KeyOrder.UTF8.compare(next, blob.key()) < 0) {
        printPrefix(out, next);
        next = prefixes.hasNext() ? prefixes.next() : null;
      }
      print(out, blob);
    }
    while (next != null) {
      printPrefix(out, next);
      next = prefixes.hasNext() ? prefixes.next() : null;
    }
  }

  private void print(Output out, BlobInfo blob) {
    if (printed >= limit) {
      return;
    }
    printed++;
    if (out.isJson()) {
      out.json(Blobs.brief(blob));
    } else if (details) {
      out.line(
          String.format(
              "%14d  %s  %s  %s",
              blob.size(),
              blob.modified().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
              blob.etag(),
              Text.printable(blob.key())));
    } else {
      out.line(Text.printable(blob.key()));
    }
  }

  private void printPrefix(Output out, String prefix) {
    if (printed >= limit) {
      return;
    }
    printed++;
    if (out.isJson()) {
      out.json(Map.of("prefix", prefix));
    } else {
      out.line((details ? " ".repeat(14) + "  " : "") + Text.printable(prefix));
    }
  }
}
