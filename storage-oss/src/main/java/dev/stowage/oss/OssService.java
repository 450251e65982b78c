package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.OperationException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.ErrorCode;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The account: its buckets. */
final class OssService implements BlobServiceDriver {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  private final OssApi api;
  private final Function<String, BlobDriver> opener;

  OssService(OssApi api, Function<String, BlobDriver> opener) {
    this.api = api;
    this.opener = opener;
  }

  @Override
  public String scheme() {
    return "oss";
  }

  @Override
  public Failure classify(Throwable thrown) {
    return OssFailures.classify(thrown);
  }

  @Override
  public BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) throws IOException {
    return api.buckets(cursor);
  }

  @Override
  public boolean exists(String container) throws IOException {
    return unlessMissing(() -> api.forBucket(container).bucketInfo());
  }

  /** OSS says of a name of one's own the same as of somebody else's, so it is looked at. */
  @Override
  public boolean create(String container) throws IOException {
    try {
      api.forBucket(container).createBucket();
      return true;
    } catch (ServiceException | OperationException e) {
      if (OssFailures.classify(e).code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
      if (!owned(container)) {
        throw e;
      }
      return false;
    }
  }

  private boolean owned(String container) throws IOException {
    try {
      return exists(container);
    } catch (ServiceException | OperationException e) {
      return false; // Somebody else's bucket may not be looked at.
    }
  }

  @Override
  public boolean delete(String container) throws IOException {
    return unlessMissing(() -> api.forBucket(container).deleteBucket());
  }

  private interface Request {
    void send() throws IOException;
  }

  private static boolean unlessMissing(Request request) throws IOException {
    try {
      request.send();
      return true;
    } catch (ServiceException | OperationException e) {
      if (OssFailures.classify(e).code() == ErrorCode.CONTAINER_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public BlobDriver open(String container) {
    return opener.apply(container);
  }

  @Override
  public Optional<String> nameProblem(String container) {
    return NAME.matcher(container).matches()
        ? Optional.empty()
        : Optional.of("a bucket's name has 3 to 63 lower-case letters, digits and inner hyphens");
  }

  @Override
  public void close() {
    api.wire().close();
  }
}
