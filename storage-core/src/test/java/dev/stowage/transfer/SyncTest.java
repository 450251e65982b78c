package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.SyncAction.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncTest extends TransferTestBase {
  private final ScriptedDriver driver = new ScriptedDriver();
  private final BlobStore store = driver.store();
  private Transfers transfers = Transfers.create();
  private Path dir = Path.of("");

  @BeforeEach
  void makeDirectory() throws IOException {
    transfers = Transfers.create(options());
    dir = Files.createDirectory(temp.resolve("dir"));
  }

  private void write(String key, String text) throws IOException {
    Path file = dir.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private SyncRequest up() {
    return SyncRequest.of(TreeLocation.directory(dir), TreeLocation.blobs(store, "p/"));
  }

  private SyncRequest down(Path to) {
    return SyncRequest.of(TreeLocation.blobs(store, "p/"), TreeLocation.directory(to));
  }

  private List<String> keys() {
    try (Stream<BlobInfo> all = store.list("")) {
      return all.map(BlobInfo::key).toList();
    }
  }

  private Map<String, Kind> plan(SyncRequest request) {
    Map<String, Kind> kinds = new TreeMap<>();
    try (Stream<SyncAction> actions = transfers.plan(request)) {
      actions.forEach(action -> kinds.put(action.key(), action.kind()));
    }
    return kinds;
  }

  @Test
  void sync_upThenDown_isTheSameAndRepeatedDoesNothing() throws Exception {
    for (String key :
        List.of("a", "a!", "a b+%", "d/e/f", "d.x", "\uFFFD", "\uD83D\uDE00", "z/.hidden")) {
      write(key, "content of " + key);
    }
    write("large", "x".repeat(PARTS * PART));
    write("empty", "");
    TransferResult first = transfers.sync(up());
    assertEquals(10, first.objects());
    assertTrue(first.complete());
    driver.log.clear();
    TransferResult again = transfers.sync(up());
    assertTrue(again.upToDate(), again.toString());
    assertEquals(10, again.skipped());
    assertEquals(List.of("list"), driver.log, "one listing and nothing else");

    Path other = temp.resolve("other");
    assertEquals(10, transfers.sync(down(other)).objects());
    assertTrue(transfers.sync(down(other)).upToDate());
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertArrayEquals(
            Files.readAllBytes(file), Files.readAllBytes(other.resolve(dir.relativize(file))));
      }
    }
    List<Difference> differences = new ArrayList<>();
    CheckResult check = transfers.check(up().withComparison(Comparison.CHECKSUM), differences::add);
    assertTrue(check.same(), differences.toString());
    assertEquals(10, check.equal());
  }

  @Test
  void plan_saysWhatSyncThenDoes() throws Exception {
    write("same", "1");
    write("changed", "2");
    write("new", "3");
    transfers.sync(up().withExclude("new"));
    store.put("p/extra", BlobBody.of("4"));
    store.put("outside", BlobBody.of("5"));
    write("changed", "longer");
    Files.setLastModifiedTime(dir.resolve("changed"), FileTime.from(Instant.now().plusSeconds(9)));
    Map<String, Kind> plan = plan(up().withDeleteExtra(true));
    assertEquals(
        Map.of(
            "same",
            Kind.UNCHANGED,
            "changed",
            Kind.REPLACE,
            "new",
            Kind.COPY,
            "extra",
            Kind.DELETE),
        plan);
    assertEquals(List.of("outside", "p/changed", "p/extra", "p/same"), keys(), "nothing was done");
    TransferResult result = transfers.sync(up().withDeleteExtra(true));
    assertEquals(2, result.objects());
    assertEquals(1, result.deleted());
    assertEquals(1, result.skipped());
    assertEquals(List.of("outside", "p/changed", "p/new", "p/same"), keys());
    assertTrue(transfers.sync(up().withDeleteExtra(true)).upToDate());
  }

  @Test
  void sync_withoutDeleteExtra_keepsExtra() throws Exception {
    write("a", "1");
    store.put("p/extra", BlobBody.of("4"));
    transfers.sync(up());
    assertEquals(List.of("p/a", "p/extra"), keys());
  }

  @Test
  void sync_targetNewerAndDifferent_isKeptUnlessTold() throws Exception {
    write("a", "mine");
    Files.setLastModifiedTime(dir.resolve("a"), FileTime.from(Instant.now().minusSeconds(999)));
    store.put("p/a", BlobBody.of("theirs, longer"));
    assertEquals(Map.of("a", Kind.KEEP_NEWER), plan(up()));
    assertEquals(0, transfers.sync(up()).objects());
    assertEquals(1, transfers.sync(up().withOverwriteNewer(true)).objects());
    assertArrayEquals("mine".getBytes(java.nio.charset.StandardCharsets.UTF_8), read(store, "p/a"));
  }

  @Test
  void sync_blobOfAnOlderFile_isReplacedByOneWithAnOldTime() throws Exception {
    write("a", "first");
    Files.setLastModifiedTime(dir.resolve("a"), FileTime.from(Instant.ofEpochSecond(1000)));
    transfers.sync(up());
    write("a", "second, restored from a backup");
    Files.setLastModifiedTime(dir.resolve("a"), FileTime.from(Instant.ofEpochSecond(2000)));
    assertEquals(1, transfers.sync(up()).objects(), "the blob's own time says it is newer");
  }

  @Test
  void sync_clockOfTheServiceBehind_doesNotCopyForEver() throws Exception {
    write("a", "text");
    transfers.sync(up());
    Files.setLastModifiedTime(dir.resolve("a"), FileTime.from(Instant.now().plusSeconds(999)));
    assertEquals(Map.of("a", Kind.UNCHANGED), plan(up()), "by checksum");
    ScriptedDriver bare = new ScriptedDriver();
    BlobStore simple = bare.store();
    SyncRequest request =
        SyncRequest.of(TreeLocation.directory(dir), TreeLocation.blobs(simple, ""));
    assertEquals(1, transfers.sync(request).objects());
    bare.infos = info -> info.toBuilder().checksums(Map.of()).build();
    assertTrue(transfers.sync(request).upToDate(), "by the noted time");
  }

  @Test
  void sync_byChecksum_seesWhatSizeAndTimeDoNot() throws Exception {
    write("a", "one");
    transfers.sync(up());
    write("a", "two");
    Files.setLastModifiedTime(dir.resolve("a"), FileTime.from(Instant.ofEpochSecond(1)));
    assertTrue(transfers.sync(up()).upToDate());
    SyncRequest byChecksum = up().withComparison(Comparison.CHECKSUM).withOverwriteNewer(true);
    assertEquals(1, transfers.sync(byChecksum).objects());
    assertTrue(transfers.sync(byChecksum).upToDate());
    driver.infos = info -> info.toBuilder().checksums(Map.of()).build();
    assertTrue(transfers.sync(byChecksum).upToDate(), "reads the blob where nothing is stored");
  }

  @Test
  void check_differences_areAllNamed() throws Exception {
    write("same", "1");
    write("size", "2");
    write("content", "3");
    write("missing", "4");
    transfers.sync(up().withExclude("missing"));
    store.put("p/size", BlobBody.of("22"));
    store.put("p/content", BlobBody.of("x"));
    store.put("p/extra", BlobBody.of("5"));
    Map<String, Difference.Kind> found = new TreeMap<>();
    CheckResult result =
        transfers.check(
            up().withComparison(Comparison.CHECKSUM), d -> found.put(d.key(), d.kind()));
    assertEquals(new CheckResult(1, 1, 1, 2, 0), result);
    assertEquals(
        Map.of(
            "size", Difference.Kind.CONTENT,
            "content", Difference.Kind.CONTENT,
            "missing", Difference.Kind.MISSING,
            "extra", Difference.Kind.EXTRA),
        found);
  }

  @Test
  void sync_patterns_excludeOnBothSides() throws Exception {
    write("a.txt", "1");
    write("b.log", "2");
    write("sub/c.txt", "3");
    write("tmp/d.txt", "4");
    store.put("p/old.log", BlobBody.of("5"));
    store.put("p/old.txt", BlobBody.of("6"));
    transfers.sync(up().withInclude("*.txt").withExclude("tmp/").withDeleteExtra(true));
    assertEquals(List.of("p/a.txt", "p/old.log", "p/sub/c.txt"), keys());
  }

  @Test
  void sync_failuresOfSingleObjects_areCollected() throws Exception {
    for (int i = 0; i < 50; i++) {
      write("f" + i, "x");
    }
    driver.before =
        (request, key) -> {
          if (key.endsWith("7")) {
            throw StorageException.of(ErrorCode.PERMISSION_DENIED, "no");
          }
        };
    TransferResult result = transfers.sync(up());
    assertEquals(45, result.objects());
    assertEquals(5, result.failed());
    assertTrue(
        result.failures().stream()
            .allMatch(f -> f.failure().code() == ErrorCode.PERMISSION_DENIED));
    driver.before = (request, key) -> {};
    assertEquals(5, transfers.sync(up()).objects());
  }

  @Test
  void sync_whatStopsEverything_isThrown() throws Exception {
    for (int i = 0; i < 50; i++) {
      write("f" + i, "x");
    }
    driver.before =
        (request, key) -> {
          if (request.equals("put")) {
            throw StorageException.of(ErrorCode.UNAUTHENTICATED, "expired");
          }
        };
    StorageException e = assertThrows(StorageException.class, () -> transfers.sync(up()));
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    StorageException none =
        assertThrows(
            StorageException.class,
            () ->
                transfers.sync(
                    SyncRequest.of(
                            TreeLocation.directory(temp.resolve("absent")),
                            TreeLocation.blobs(store, ""))
                        .withDeleteExtra(true)));
    assertEquals(ErrorCode.NOT_FOUND, none.code());
  }

  @Test
  void sync_directoryThatCannotBeRead_deletesNothingUnderIt() throws Exception {
    write("d/a", "1");
    write("e", "2");
    transfers.sync(up());
    Path sub = dir.resolve("d");
    Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("---------"));
    boolean root = Files.isReadable(sub);
    if (root) {
      // The user of this run may read everything; a link says the same thing.
      Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
      Files.delete(sub.resolve("a"));
      Files.delete(sub);
      Files.createSymbolicLink(sub, temp);
    }
    TransferResult result = transfers.sync(up().withDeleteExtra(true));
    assertEquals(0, result.deleted());
    assertEquals(root ? 0 : 1, result.failed());
    assertEquals(List.of("p/d/a", "p/e"), keys());
    if (!root) {
      Files.setPosixFilePermissions(sub, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void sync_down_deletesExtraFilesAndEmptyDirectories() throws Exception {
    store.put("p/keep", BlobBody.of("1"));
    write("keep", "1");
    write("x/y/z", "2");
    write("x/.stowage-0123.part", "unfinished");
    TransferResult result = transfers.sync(down(dir).withDeleteExtra(true));
    assertEquals(1, result.deleted());
    assertFalse(Files.exists(dir.resolve("x/y")));
    assertTrue(Files.exists(dir.resolve("x")), "an unfinished download is in it");
  }

  @Test
  void sync_fileWhereADirectoryIsNeeded_isReplacedWhenExtra() throws Exception {
    store.put("p/a/b", BlobBody.of("1"));
    write("a", "a file");
    assertEquals(1, transfers.sync(down(dir)).failed());
    TransferResult result = transfers.sync(down(dir).withDeleteExtra(true));
    assertTrue(result.complete(), result.toString());
    assertEquals("1", Files.readString(dir.resolve("a/b")));
  }

  @Test
  void sync_betweenStores_copiesAndDeletes() {
    ScriptedDriver other = new ScriptedDriver(BlobFeature.SERVER_SIDE_COPY);
    BlobStore target = other.store();
    for (int i = 0; i < 100; i++) {
      store.put("p/" + i, BlobBody.of("x" + i));
    }
    target.put("q/old", BlobBody.of("y"));
    SyncRequest request =
        SyncRequest.of(TreeLocation.blobs(store, "p/"), TreeLocation.blobs(target, "q/"))
            .withDeleteExtra(true);
    TransferResult result = transfers.sync(request);
    assertEquals(100, result.objects());
    assertEquals(1, result.deleted());
    assertTrue(transfers.sync(request).upToDate());
    assertEquals(100, target.list("q/").count());
  }

  @Test
  void of_twoDirectories_isRefused() {
    assertThrows(
        StorageException.class,
        () -> SyncRequest.of(TreeLocation.directory(dir), TreeLocation.directory(temp)));
  }
}
