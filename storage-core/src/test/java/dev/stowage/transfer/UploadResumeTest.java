package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a second call makes of what a killed one left. */
class UploadResumeTest extends TransferTestBase {
  private final ScriptedDriver driver = new ScriptedDriver();
  private final BlobStore store = driver.store();
  private final byte[] bytes = random(PARTS * PART, 1);

  static Stream<String> requests() {
    return Stream.concat(
        Stream.of("start", "complete"), IntStream.rangeClosed(1, PARTS).mapToObj(n -> "part " + n));
  }

  private void killed(Path file, TransferOptions options) {
    try (Transfers transfers = Transfers.create(options)) {
      assertThrows(ScriptedDriver.Crash.class, () -> transfers.upload(file, store, "k"));
    }
    driver.before = (request, key) -> {};
    driver.after = (request, key) -> {};
  }

  private TransferResult again(Path file) {
    try (Transfers transfers = Transfers.create(options())) {
      return transfers.upload(file, store, "k");
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void upload_killedBeforeAnyRequest_resendsNoPart(String request) throws Exception {
    Path file = file("f", bytes);
    driver.before = UploadTest.crashAt(request);
    killed(file, options());
    long before = driver.count("part ");
    TransferResult result = again(file);
    assertEquals(before * PART, result.resumedBytes());
    assertEquals(PARTS, driver.count("part "));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void upload_killedAfterAnyRequest_resendsNoPart(String request) throws Exception {
    Path file = file("f", bytes);
    driver.after = UploadTest.crashAt(request);
    killed(file, options());
    again(file);
    assertEquals(PARTS, driver.count("part "));
    assertEquals(1, driver.count("complete"));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  /** What arrived and was not noted any more is known by its MD5, where nothing else is listed. */
  @Test
  void upload_killedAfterAPart_storeThatListsMd5_resendsNoPart() throws Exception {
    Path file = file("f", bytes);
    driver.listed =
        page ->
            new BlobDriver.Page<>(page.items().stream().map(this::withMd5).toList(), page.cursor());
    driver.after = UploadTest.crashAt("part 5");
    killed(file, options().withParallelism(1));
    again(file);
    assertEquals(PARTS, driver.count("part "));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  /** And by a wrong one it is sent again. */
  @Test
  void upload_killedAfterAPart_storeThatListsAnotherMd5_sendsIt() throws Exception {
    Path file = file("f", bytes);
    Checksum other = Checksum.of(ChecksumAlgorithm.MD5, new byte[16]);
    driver.listed =
        page ->
            new BlobDriver.Page<>(
                page.items().stream()
                    .map(
                        p ->
                            new UploadPart(
                                p.number(),
                                p.size(),
                                p.etag(),
                                Map.of(ChecksumAlgorithm.MD5, other)))
                    .toList(),
                page.cursor());
    driver.after = UploadTest.crashAt("part 5");
    killed(file, options().withParallelism(1));
    again(file);
    assertEquals(PARTS + 1, driver.count("part "));
    assertStored(store, "k", bytes);
  }

  /** What was completed and not noted any more is known by whichever checksum the store keeps. */
  @Test
  void upload_killedAfterCompletion_storeThatKeepsMd5_sendsNothing() throws Exception {
    Path file = file("f", bytes);
    Checksum md5 = md5(0, bytes.length);
    driver.infos = info -> info.toBuilder().checksums(Map.of(md5.algorithm(), md5)).build();
    driver.after = UploadTest.crashAt("complete");
    killed(file, options());
    again(file);
    assertEquals(PARTS, driver.count("part "));
    assertEquals(1, driver.count("complete"));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  /** Also one of parts that a killed run did not live to note. */
  @Test
  void upload_killedAfterAPart_andAfterCompletion_sendsNothingAgain() throws Exception {
    Path file = file("f", bytes);
    driver.after = UploadTest.crashAt("part 5");
    killed(file, options().withParallelism(1));
    driver.after = UploadTest.crashAt("complete");
    killed(file, options().withParallelism(1));
    again(file);
    assertEquals(PARTS, driver.count("part "));
    assertEquals(1, driver.count("complete"));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  /** And by a wrong one it is made again. */
  @Test
  void upload_killedAfterCompletion_sourceReplaced_storeThatKeepsMd5_startsOver() throws Exception {
    Path file = file("f", bytes);
    Checksum md5 = md5(0, bytes.length);
    driver.infos = info -> info.toBuilder().checksums(Map.of(md5.algorithm(), md5)).build();
    driver.after = UploadTest.crashAt("complete");
    killed(file, options());
    FileTime time = Files.getLastModifiedTime(file);
    byte[] other = random(PARTS * PART, 2);
    Files.write(file, other);
    Files.setLastModifiedTime(file, time);
    again(file);
    driver.infos = info -> info;
    assertStored(store, "k", other);
    assertNoJournals();
  }

  private Checksum md5(int from, int length) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(bytes, from, length);
      return Checksum.of(ChecksumAlgorithm.MD5, md5.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private UploadPart withMd5(UploadPart part) {
    Checksum md5 = md5((part.number() - 1) * PART, (int) part.size());
    return new UploadPart(
        part.number(), part.size(), part.etag(), Map.of(ChecksumAlgorithm.MD5, md5));
  }

  @Test
  void upload_killedAgainAndAgain_getsThere() throws Exception {
    Path file = file("f", bytes);
    for (int part = 1; part <= PARTS; part++) {
      driver.before = UploadTest.crashAt("part " + part);
      killed(file, options().withParallelism(1));
    }
    again(file);
    assertEquals(PARTS, driver.count("part "));
    assertStored(store, "k", bytes);
  }

  @Test
  void upload_sourceReplacedBySameSizeAndTime_startsOver() throws Exception {
    Path file = file("f", bytes);
    FileTime time = Files.getLastModifiedTime(file);
    driver.before = UploadTest.crashAt("part 8");
    // One at a time, so that parts 6 and 7, which are replaced, have certainly arrived.
    killed(file, options().withParallelism(1));
    byte[] other = random(PARTS * PART, 2);
    System.arraycopy(bytes, 0, other, 0, 5 * PART);
    Files.write(file, other);
    Files.setLastModifiedTime(file, time);
    TransferResult result = again(file);
    assertEquals(0, result.resumedBytes());
    assertEquals(1, driver.count("abort"));
    assertStored(store, "k", other);
    assertNoJournals();
  }

  @Test
  void upload_otherOptions_startsOver() throws Exception {
    Path file = file("f", bytes);
    driver.before = UploadTest.crashAt("part 8");
    killed(file, options());
    try (Transfers transfers = Transfers.create(options())) {
      transfers.upload(file, store, "k", PutOptions.defaults().withContentType("text/plain"));
    }
    assertEquals("text/plain", store.find("k").orElseThrow().contentType());
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @Test
  void upload_partsGoneAtTheStore_startsOver() throws Exception {
    Path file = file("f", bytes);
    driver.before = UploadTest.crashAt("part 8");
    killed(file, options());
    store.multipartUploads().orElseThrow().abortOlderThan("", java.time.Duration.ZERO);
    assertEquals(0, again(file).resumedBytes());
    assertStored(store, "k", bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 7, 8, 10, 13, 17, 20, 30, 60, 100, 200, 300, 400, 450, 500, 550})
  void upload_journalWithFlippedByte_startsOverCleanly(int offset) throws Exception {
    Path file = file("f", bytes);
    driver.before = UploadTest.crashAt("complete");
    killed(file, options());
    Path journal = onlyJournal();
    byte[] content = Files.readAllBytes(journal);
    int at = Math.min(offset, content.length - 1);
    content[at] ^= 0x10;
    Files.write(journal, content);
    assertEquals(0, again(file).resumedBytes());
    assertEquals(2L * PARTS, driver.count("part "));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @Test
  void upload_journalCutAnywhere_endsRight() throws Exception {
    Path file = file("f", bytes);
    driver.before = UploadTest.crashAt("complete");
    killed(file, options());
    byte[] content = Files.readAllBytes(onlyJournal());
    int begun = afterFrame(content, afterFrame(content, JournalFrames.HEADER.length));
    for (int length = content.length; length >= begun; length -= 7) {
      Files.write(journals().resolve(journalName), java.util.Arrays.copyOf(content, length));
      again(file);
      store.delete("k");
      driver.before = UploadTest.crashAt("complete");
      killed(file, options());
      content = Files.readAllBytes(onlyJournal());
    }
    again(file);
    assertStored(store, "k", bytes);
  }

  /** No crash cuts the note that an upload is about to be started while there is one already. */
  private static int afterFrame(byte[] journal, int at) {
    return at + 12 + ByteBuffer.wrap(journal).getInt(at);
  }

  private String journalName = "";

  private Path onlyJournal() throws IOException {
    try (Stream<Path> files = Files.list(journals())) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      journalName = String.valueOf(all.get(0).getFileName());
      return all.get(0);
    }
  }

  @Test
  void pending_killedUpload_isListedAndGivenUp() throws Exception {
    Path file = file("f", bytes);
    driver.before = UploadTest.crashAt("part 8");
    killed(file, options().withParallelism(1));
    try (Transfers transfers = Transfers.create(options())) {
      List<PendingTransfer> pending = transfers.pending();
      assertEquals(1, pending.size());
      PendingTransfer one = pending.get(0);
      assertEquals(TransferKind.UPLOAD, one.kind());
      assertEquals(file.toString(), one.source());
      assertEquals(bytes.length, one.size());
      assertEquals(7 * PART, one.bytesDone());
      assertTrue(one.target().endsWith(" k"), one.target());
      transfers.giveUp(one, store);
      assertTrue(transfers.pending().isEmpty());
    }
    assertNoUploads(store);
    assertNoJournals();
  }

  @Test
  void giveUp_storeOpenedByUrl_opensItAgain() throws Exception {
    BlobStore named = BlobStore.open("mem://give-up/some/prefix");
    BlobStore inner = named.within("inner/");
    Path file = file("f", bytes);
    try (Transfers transfers = Transfers.create(options())) {
      Thread.currentThread().interrupt();
      assertThrows(dev.stowage.StorageException.class, () -> transfers.upload(file, inner, "k"));
      assertTrue(Thread.interrupted());
      // An upload that got as far as its first part:
      try (Journal journal = transfersJournal(transfers, inner, file)) {
        UploadTarget target = new UploadTarget(inner, "k", PutOptions.defaults());
        journal.begin(
            new JournalHead(
                TransferKind.UPLOAD,
                "f",
                "k",
                "",
                1,
                1,
                java.time.Instant.now(),
                target.address()));
        journal.starting();
        journal.started(
            inner.multipartUploads().orElseThrow().start("k", PutOptions.defaults()).id());
      }
      assertEquals(1, named.multipartUploads().orElseThrow().list("").count());
      transfers.giveUp(transfers.pending().get(0), OpenOptions.defaults());
    }
    assertNoUploads(named);
    assertNoJournals();
  }

  private Journal transfersJournal(Transfers transfers, BlobStore to, Path file) {
    assertTrue(transfers.pending().size() <= 1);
    return JournalDirectory.of(options())
        .open(
            "upload\n" + file + "\n" + new UploadTarget(to, "k", PutOptions.defaults()).identity());
  }
}
