package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.blob.WriteCondition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts stand where the object will have them; what cannot be so is copied in the end. */
class UploadBodyTest {
  private static final String KEY = "k";
  private static final int SIZE = 100_000;

  private final Path root = TestStores.temporary();
  private BlobStore store = BlobStore.open(root.toUri().toString());

  @AfterEach
  void close() throws IOException {
    store.close();
    TempFiles.deleteTree(root);
  }

  private MultipartUpload start() {
    return store.multipartUploads().orElseThrow().start(KEY, PutOptions.defaults());
  }

  private static byte[] bytes(int number, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) ('a' + number));
    return bytes;
  }

  private static UploadPart put(MultipartUpload upload, int number, int size) {
    return upload.put(number, BlobBody.of(bytes(number, size)));
  }

  private Path directory(MultipartUpload upload) {
    return root.resolve(".stowage").resolve("uploads").resolve(upload.id());
  }

  /** What is one file before and after was not copied. */
  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private Object published() throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return identity(files.filter(Files::isRegularFile).findFirst().orElseThrow());
    }
  }

  private void assertContent(byte[]... parts) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      expected.write(part);
    }
    try (var reader = store.get(KEY)) {
      assertArrayEquals(expected.toByteArray(), reader.readAllBytes());
    }
    CRC32C crc = new CRC32C();
    crc.update(expected.toByteArray());
    assertTrue(
        store
            .find(KEY)
            .orElseThrow()
            .checksums()
            .containsValue(Checksum.crc32c((int) crc.getValue())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "plain"})
  void parts_ofOneSizeInAnyOrder_becomeTheObjectWithoutACopy(String layout) throws Exception {
    store.close();
    store = BlobStore.open(root.toUri() + "?layout=" + layout);
    MultipartUpload upload = start();
    UploadPart second = put(upload, 2, SIZE);
    UploadPart third = put(upload, 3, 5);
    UploadPart first = put(upload, 1, SIZE);
    Object before = identity(directory(upload).resolve("body"));
    assertEquals(List.of(first, second, third), upload.parts());

    upload.complete(List.of(first, second, third));

    assertContent(bytes(1, SIZE), bytes(2, SIZE), bytes(3, 5));
    assertEquals(before, published());
    assertTrue(Files.notExists(directory(upload)));
  }

  @Test
  void part_sentAgain_isTheLaterOne() throws Exception {
    MultipartUpload upload = start();
    UploadPart early = put(upload, 1, SIZE);
    UploadPart second = put(upload, 2, SIZE);
    UploadPart late = upload.put(1, BlobBody.of(bytes(9, SIZE)));
    assertNotEquals(early.etag(), late.etag());
    assertEquals(List.of(late, second), upload.parts());

    upload.complete(List.of(late, second));

    assertContent(bytes(9, SIZE), bytes(2, SIZE));
  }

  @Test
  void parts_ofAnySize_areJoined() throws Exception {
    MultipartUpload upload = start();
    List<UploadPart> parts = new ArrayList<>();
    parts.add(put(upload, 1, 10));
    parts.add(put(upload, 2, SIZE));
    parts.add(put(upload, 3, 7));
    parts.add(put(upload, 4, 10));
    parts.add(put(upload, 9000, 0));

    upload.complete(parts);

    assertContent(bytes(1, 10), bytes(2, SIZE), bytes(3, 7), bytes(4, 10));
  }

  @Test
  void parts_leftOut_leaveNoHole() throws Exception {
    MultipartUpload upload = start();
    UploadPart first = put(upload, 1, SIZE);
    put(upload, 2, SIZE);
    UploadPart third = put(upload, 3, SIZE);

    upload.complete(List.of(first, third));

    assertContent(bytes(1, SIZE), bytes(3, SIZE));
  }

  /** One that hangs may go on to write to the file, so the file must not be published. */
  @Test
  void writer_thatIsNotDone_keepsTheFileFromBeingPublished() throws Exception {
    MultipartUpload upload = start();
    UploadPart first = put(upload, 1, SIZE);
    UploadPart second = put(upload, 2, SIZE);
    Files.createFile(directory(upload).resolve("00003.claim"));
    Object before = identity(directory(upload).resolve("body"));

    upload.complete(List.of(first, second));

    assertContent(bytes(1, SIZE), bytes(2, SIZE));
    assertNotEquals(before, published());
  }

  @Test
  void part_whoseBodyFailed_canBeSentToItsPlaceAgain() throws Exception {
    MultipartUpload upload = start();
    UploadPart first = put(upload, 1, SIZE);
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes(2, SIZE / 2)),
            new FilterInputStream(InputStream.nullInputStream()) {
              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
              }
            });
    assertThrows(StorageException.class, () -> upload.put(2, BlobBody.once(broken, SIZE)));
    UploadPart second = put(upload, 2, SIZE);
    Object before = identity(directory(upload).resolve("body"));

    upload.complete(List.of(first, second));

    assertContent(bytes(1, SIZE), bytes(2, SIZE));
    assertEquals(before, published());
  }

  @Test
  void completion_whoseConditionFailed_canBeMadeAgain() throws Exception {
    store.put(KEY, BlobBody.of("old"));
    MultipartUpload upload =
        store
            .multipartUploads()
            .orElseThrow()
            .start(KEY, PutOptions.defaults().withCondition(WriteCondition.ifMatch("other")));
    UploadPart first = put(upload, 1, SIZE);
    StorageException failure =
        assertThrows(StorageException.class, () -> upload.complete(List.of(first)));
    assertEquals(ErrorCode.PRECONDITION_FAILED, failure.code());
    UploadPart second = put(upload, 2, SIZE);

    store
        .multipartUploads()
        .orElseThrow()
        .resume(KEY, upload.id(), PutOptions.defaults())
        .complete(List.of(first, second));

    assertContent(bytes(1, SIZE), bytes(2, SIZE));
  }

  /** As a process leaves it that is killed right after the file got its name. */
  @Test
  void upload_publishedButNotRemoved_isOver() throws Exception {
    MultipartUpload upload = start();
    put(upload, 1, SIZE);
    Path directory = directory(upload);
    Files.createFile(directory.resolve("lock"));
    Files.delete(directory.resolve("body"));

    assertEquals(0, store.multipartUploads().orElseThrow().list("").count());
    StorageException failure = assertThrows(StorageException.class, upload::parts);
    assertEquals(ErrorCode.NOT_FOUND, failure.code());
    assertTrue(Files.notExists(directory));
  }

  @Test
  void upload_completedByManyAtOnce_isPublishedWhole() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 20; round++) {
        MultipartUpload upload = start();
        List<UploadPart> parts = List.of(put(upload, 1, SIZE), put(upload, 2, SIZE));
        Callable<Boolean> complete =
            () -> {
              try {
                upload.complete(parts);
                return true;
              } catch (StorageException e) {
                assertTrue(
                    e.code() == ErrorCode.CONFLICT
                        || e.code() == ErrorCode.NOT_FOUND
                        || e.code() == ErrorCode.INVALID_ARGUMENT,
                    e.toString());
                return false;
              }
            };
        int won = 0;
        for (Future<Boolean> one : threads.invokeAll(java.util.Collections.nCopies(8, complete))) {
          won += one.get() ? 1 : 0;
        }
        // Who comes late may find that what was wanted is there.
        assertTrue(won >= 1);
        assertContent(bytes(1, SIZE), bytes(2, SIZE));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
