package dev.stowage.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** A caller's own source that can be opened again. */
final class SourceBody extends BlobBody {
  private final OptionalLong size;
  private final Source source;

  SourceBody(OptionalLong size, Source source) {
    this.size = size;
    this.source = source;
  }

  @Override
  public OptionalLong size() {
    return size;
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public InputStream open() throws IOException {
    return source.open();
  }
}
