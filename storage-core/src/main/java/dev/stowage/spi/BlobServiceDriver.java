package dev.stowage.spi;

import dev.stowage.blob.ContainerInfo;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The account level of one blob service. The same rules as for {@link BlobDriver}. */
public interface BlobServiceDriver extends AutoCloseable {
  String scheme();

  Failure classify(Throwable thrown);

  BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) throws IOException;

  boolean exists(String container) throws IOException;

  /** False when the caller owned it already. */
  boolean create(String container) throws IOException;

  /** False when there was none. */
  boolean delete(String container) throws IOException;

  BlobDriver open(String container);

  /** Why a container cannot have this name; checked before any request. */
  Optional<String> nameProblem(String container);

  @Override
  void close();
}
