package dev.stowage.blob;

import dev.stowage.StorageException;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream that can be read once and that its caller closes. */
final class OnceBody extends BlobBody {
  private final InputStream stream;
  private final OptionalLong size;
  private final AtomicBoolean opened = new AtomicBoolean();

  OnceBody(InputStream stream, OptionalLong size) {
    this.stream = stream;
    this.size = size;
  }

  @Override
  public OptionalLong size() {
    return size;
  }

  @Override
  public boolean replayable() {
    return false;
  }

  @Override
  public InputStream open() {
    if (!opened.compareAndSet(false, true)) {
      throw StorageException.invalidArgument(
          "this body can be read only once and was read before; make a new one for every call");
    }
    return new FilterInputStream(stream) {
      @Override
      public void close() {
        // The stream belongs to the caller, unless it is an adapter of ours over a subscription.
        if (in instanceof PublisherInputStream ours) {
          ours.close();
        }
      }
    };
  }
}
