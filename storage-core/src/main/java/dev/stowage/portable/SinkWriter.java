package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;

/** A writer over a driver that takes bytes as they come. */
final class SinkWriter extends CommitWriter {
  private final BlobWrites writes;
  private final BlobDriver.Sink sink;
  private final Call call;

  SinkWriter(
      BlobWrites writes, BlobCore core, Call call, PutOptions options, BlobDriver.Sink sink) {
    super(core, call, options);
    this.writes = writes;
    this.call = call;
    this.sink = sink;
    watch(new Abandoned(sink));
  }

  @Override
  void take(byte[] bytes, int offset, int length) throws IOException {
    try {
      sink.stream().write(bytes, offset, length);
    } catch (IOException e) {
      throw asIo(calls().translate(call, e));
    }
  }

  @Override
  PutResult publish(PutOptions options) {
    PutResult result;
    try {
      result = calls().run(call, attempt -> sink.commit());
    } catch (StorageException e) {
      return writes.settle(String.valueOf(call.key()), options, e);
    }
    String wrong = disagreement(result.checksums());
    if (wrong != null) {
      throw calls().failure(call, ErrorCode.INTEGRITY_FAILURE, wrong).build();
    }
    return result;
  }

  @Override
  void giveUp() throws IOException {
    sink.close();
  }

  /** What is done about a writer that nobody closed. */
  private record Abandoned(BlobDriver.Sink sink) implements LeakGuard.Cleanup {
    @Override
    public void clean() throws IOException {
      sink.close();
    }
  }
}
