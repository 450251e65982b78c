package dev.stowage.blob;

import dev.stowage.StorageException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one blob piece by piece, in bounded memory.
 *
 * <pre>{@code
 * try (BlobWriter out = store.openWriter("report.csv")) {
 *   produce(out);
 *   out.commit();
 * }
 * }</pre>
 *
 * <p>Nothing is visible before {@link #commit()}, and nothing ever is without it: {@link #close()}
 * alone gives everything up, so an exception inside the block leaves the old blob or none. Failures
 * of {@code write} are {@link IOException}s with the {@link StorageException} as cause. Not
 * thread-safe. {@code flush()} does nothing.
 */
public abstract class BlobWriter extends OutputStream {
  /** For subclasses. */
  protected BlobWriter() {}

  /**
   * Publishes what was written.
   *
   * @throws StorageException what went wrong; nothing was published, unless the code is {@code
   *     UNAVAILABLE} or {@code DEADLINE_EXCEEDED} and the answer of the service was lost
   * @throws IllegalStateException when it was committed or closed before
   */
  public abstract PutResult commit();

  /** Bytes written so far. */
  public abstract long written();

  /** Gives up what was not committed, parts already sent included. Does nothing after a commit. */
  @Override
  public abstract void close() throws IOException;
}
