package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Conditions hold on writers and uploads in parts, too. */
public interface ConditionalPartsContract extends BlobContract {
  private static PutResult write(Bench bench, PutOptions options, byte[] bytes) throws IOException {
    try (BlobWriter writer =
        bench.store().openWriter("k", options.withPartSize(bench.partSize()))) {
      writer.write(bytes);
      return writer.commit();
    } catch (IOException e) {
      // A service may refuse when an upload is started; a stream tells so in its own way.
      if (e.getCause() instanceof StorageException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  @Case("B060")
  default void create_throughWriterAndParts_keepsTheCondition(Bench bench) throws IOException {
    byte[] large = Expect.bytes(3 * bench.partSize() + 1, 60);
    if (bench.refuses(
        BlobFeature.CONDITIONAL_MULTIPART, () -> write(bench, PutOptions.ifAbsent(), large))) {
      return;
    }
    write(bench, PutOptions.ifAbsent(), large);
    Expect.content(large, bench.store(), "k");
    for (byte[] other : List.of(new byte[1], new byte[3 * bench.partSize() + 2])) {
      Expect.failure(ErrorCode.ALREADY_EXISTS, () -> write(bench, PutOptions.ifAbsent(), other));
      Expect.failure(
          ErrorCode.ALREADY_EXISTS,
          () ->
              bench
                  .store()
                  .put(
                      "k",
                      BlobBody.once(new ByteArrayInputStream(other)),
                      PutOptions.ifAbsent().withPartSize(bench.partSize())));
    }
    Expect.content(large, bench.store(), "k");
    assertEquals(List.of(), bench.pending());
  }

  @Case("B063")
  default void replace_throughParts_keepsTheCondition(Bench bench) throws IOException {
    byte[] large = Expect.bytes(3 * bench.partSize() + 1, 63);
    Executable replace = () -> write(bench, PutOptions.ifMatch("etag"), large);
    if (bench.refuses(BlobFeature.REPLACE_IF_MATCH, replace)
        || bench.refuses(BlobFeature.CONDITIONAL_MULTIPART, replace)) {
      return;
    }
    Expect.failure(
        ErrorCode.PRECONDITION_FAILED, () -> write(bench, PutOptions.ifMatch("\"none\""), large));
    assertFalse(bench.store().exists("k"));
    String first = bench.put("k", "first").etag();
    write(bench, PutOptions.ifMatch(first), large);
    Expect.content(large, bench.store(), "k");
    for (byte[] other : List.of(new byte[1], new byte[3 * bench.partSize() + 2])) {
      Expect.failure(
          ErrorCode.PRECONDITION_FAILED, () -> write(bench, PutOptions.ifMatch(first), other));
    }
    Expect.content(large, bench.store(), "k");
    assertEquals(List.of(), bench.pending());
  }
}
