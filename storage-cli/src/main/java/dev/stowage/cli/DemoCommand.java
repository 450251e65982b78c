package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    description = "Walk through the main features on a store in a temporary directory.")
final class DemoCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("stowage-demo");
    try (Output out = common.output()) {
      String url = directory.toUri().toString();
      try (BlobStore store = BlobStore.open(url, OpenOptions.defaults())) {
        new Walk(store, out).run(url);
      }
      new DemoServices(url, out).run();
      out.line("Change the URL to s3:, gs:, oci:, oss: or swift:, and the same code runs there.");
      return 0;
    } finally {
      deleteTree(directory);
    }
  }

  /** The steps; each says what it did and checks that it was so. */
  private record Walk(BlobStore store, Output out) {
    void run(String url) throws IOException {
      out.line("Opened the store " + url + " (no account, no server).");
      putFiles();
      createOnly();
      optimisticLock();
      range();
      unfinishedWriter();
      list();
      copyAndDelete();
      badKey();
    }

    private void putFiles() throws IOException {
      long bytes = 0;
      List<Path> files = inputs();
      for (Path file : files) {
        PutResult result =
            store.put(
                "project/" + file.getFileName(),
                BlobBody.of(file),
                PutOptions.defaults()
                    .withContentTypeByName()
                    .withMetadata(Map.of("origin", "demo")));
        bytes += result.size();
      }
      out.line("put:      stored " + files.size() + " files of this project, " + bytes + " bytes.");
      Path first = files.get(0);
      try (BlobReader reader = store.get("project/" + first.getFileName())) {
        check(java.util.Arrays.equals(reader.bytes(), Files.readAllBytes(first)), "same bytes");
        out.line(
            "get:      read "
                + reader.info().key()
                + " back, checksum "
                + reader.verification()
                + ".");
      }
    }

    private void createOnly() {
      store.put("lock", BlobBody.of("mine"), PutOptions.ifAbsent());
      expect(
          ErrorCode.ALREADY_EXISTS,
          () -> store.put("lock", BlobBody.of("yours"), PutOptions.ifAbsent()));
      out.line(
          "create:   a second create of \"lock\" was refused, ALREADY_EXISTS; the first stays.");
    }

    private void optimisticLock() {
      String etag = store.put("counter", BlobBody.of("1")).etag();
      store.put("counter", BlobBody.of("2"), PutOptions.ifMatch(etag));
      expect(
          ErrorCode.PRECONDITION_FAILED,
          () -> store.put("counter", BlobBody.of("lost"), PutOptions.ifMatch(etag)));
      out.line("if-match: a write based on an old etag was refused, PRECONDITION_FAILED.");
    }

    private void range() throws IOException {
      store.put("alphabet", BlobBody.of("abcdefghijklmnopqrstuvwxyz"));
      GetOptions middle = GetOptions.defaults().withRange(ByteRange.of(10, 5));
      try (BlobReader reader = store.get("alphabet", middle)) {
        String text = reader.text();
        check(text.equals("klmno"), "the range");
        out.line("range:    bytes 10 to 14 of the alphabet are \"" + text + "\".");
      }
    }

    private void unfinishedWriter() throws IOException {
      try (BlobWriter writer = store.openWriter("report")) {
        writer.write("half a rep".getBytes(StandardCharsets.UTF_8));
      }
      check(!store.exists("report"), "nothing half published");
      out.line("writer:   closed without commit(): nothing was published.");
    }

    private void list() {
      for (String key : List.of("order/é", "order/z", "order/\uD83D\uDE80", "order/a b")) {
        store.put(key, BlobBody.of(key));
      }
      try (Stream<BlobInfo> all = store.list("order/")) {
        out.line("list:     " + all.map(BlobInfo::key).toList() + ", in UTF-8 order.");
      }
    }

    private void copyAndDelete() {
      store.copy("alphabet", "copies/alphabet");
      store.delete("alphabet");
      store.delete("alphabet");
      check(store.exists("copies/alphabet") && !store.exists("alphabet"), "copied and deleted");
      out.line("copy:     alphabet moved to copies/; deleting it twice is no error.");
    }

    private void badKey() {
      String tooLong = "k".repeat(2000);
      expect(ErrorCode.INVALID_KEY, () -> store.put(tooLong, BlobBody.of("")));
      out.line(
          "errors:   a key of 2,000 bytes was refused before anything was written, INVALID_KEY.");
    }

    private static void expect(ErrorCode code, Runnable step) {
      try {
        step.run();
      } catch (StorageException e) {
        check(e.code() == code, "the code is " + code + ", not " + e.code());
        return;
      }
      throw new IllegalStateException("the demo expected " + code);
    }

    private static void check(boolean holds, String what) {
      if (!holds) {
        throw new IllegalStateException("the demo expected: " + what);
      }
    }
  }

  /** Files of the project when it runs from a checkout, else this program's own class path. */
  private static List<Path> inputs() throws IOException {
    String home = System.getProperty("stowage.home", ".");
    try (Stream<Path> files = Files.list(Path.of(home))) {
      List<Path> found =
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.getFileName().toString().startsWith("."))
              .sorted()
              .limit(20)
              .toList();
      return found.isEmpty() ? List.of(Path.of(System.getProperty("java.home"), "release")) : found;
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
