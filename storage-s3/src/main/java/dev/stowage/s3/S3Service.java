package dev.stowage.s3;

import dev.stowage.blob.ContainerInfo;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The account: its buckets. */
final class S3Service implements BlobServiceDriver {
  /** The region whose name must not be sent. */
  private static final String FIRST_REGION = "us-east-1";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private final S3Api api;
  private final @Nullable String location;
  private final Function<String, BlobDriver> opener;

  /**
   * @param region that new buckets are made in
   */
  S3Service(S3Api api, String region, Function<String, BlobDriver> opener) {
    this.api = api;
    this.location = region.equals(FIRST_REGION) ? null : region;
    this.opener = opener;
  }

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public Failure classify(Throwable thrown) {
    return S3Failures.classify(thrown);
  }

  @Override
  public BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) throws IOException {
    return api.buckets(cursor);
  }

  @Override
  public boolean exists(String container) throws IOException {
    try {
      api.forBucket(container).headBucket();
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return false;
      }
      // A bucket of another region is there as well.
      if (e.statusCode() == 301) {
        return true;
      }
      throw e;
    }
  }

  /**
   * The first region answers the owner's second creation with success, so that the answer there is
   * true although nothing was made.
   */
  @Override
  public boolean create(String container) throws IOException {
    try {
      api.createBucket(container, location);
      return true;
    } catch (S3Exception e) {
      if ("BucketAlreadyOwnedByYou".equals(e.awsErrorDetails().errorCode())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean delete(String container) throws IOException {
    try {
      api.deleteBucket(container);
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
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
    boolean good =
        NAME.matcher(container).matches()
            && !container.contains("..")
            && !ADDRESS.matcher(container).matches();
    return good
        ? Optional.empty()
        : Optional.of(
            "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens, and is no"
                + " address");
  }

  @Override
  public void close() {
    api.close();
  }
}
