package dev.stowage.oss;

import dev.stowage.http.HttpResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests as the account. Two implementations: {@link DirectWire} signs and puts them on the
 * wire itself, {@link SdkWire} hands them to a client of the SDK. Failures are those of the SDK.
 */
interface OssWire extends AutoCloseable {
  /** The caller closes the reply; what is not a success is thrown. */
  HttpResponse send(OssRequest request) throws IOException;

  /** Whether both send their requests to one service under one identity. */
  boolean sameAccount(OssWire other);

  <T> @Nullable T unwrap(Class<T> type);

  @Override
  void close();
}
