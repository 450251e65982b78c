package dev.stowage.local;

import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobDriver;
import java.io.IOException;
import java.io.OutputStream;

/** One blob being written piece by piece. */
final class FileSink implements BlobDriver.Sink {
  private final FileWrites writes;
  private final String key;
  private final PutOptions options;
  private final TempBlob temporary;

  FileSink(FileWrites writes, String key, PutOptions options, TempBlob temporary) {
    this.writes = writes;
    this.key = key;
    this.options = options;
    this.temporary = temporary;
  }

  @Override
  public OutputStream stream() {
    return temporary;
  }

  @Override
  public PutResult commit() throws IOException {
    return writes.publish(key, temporary, options);
  }

  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
