package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.BlobServiceDriver;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The account level, checked and retried. */
final class PortableBlobService implements BlobService {
  private final BlobServiceDriver driver;
  private final OpenOptions options;
  private final Calls calls;

  PortableBlobService(BlobServiceDriver driver, OpenOptions options) {
    this.driver = driver;
    this.options = options;
    this.calls = new Calls("blob", driver.scheme(), null, driver::classify, options);
  }

  @Override
  public Stream<ContainerInfo> list() {
    calls.checkOpen(Call.idempotent("list containers", null));
    return PageStream.of(
        cursor -> {
          Page<ContainerInfo> page =
              calls.run(Call.idempotent("list containers", null), attempt -> driver.list(cursor));
          return new PageStream.Slice<>(page.items(), page.cursor());
        });
  }

  @Override
  public boolean exists(String container) {
    Call call = named("find container", container);
    return calls.<Boolean>run(call, attempt -> driver.exists(container));
  }

  @Override
  public boolean create(String container) {
    Call call = named("create container", container);
    try {
      return calls.<Boolean>run(call, attempt -> driver.create(container));
    } catch (StorageException e) {
      throw e.code() == ErrorCode.CONFLICT
          ? BlobWrites.recoded(e, ErrorCode.ALREADY_EXISTS, "somebody else has this name")
          : e;
    }
  }

  @Override
  public void delete(String container) {
    Call call = named("delete container", container);
    calls.<Boolean>run(call, attempt -> driver.delete(container));
  }

  @Override
  public BlobStore store(String container) {
    named("open", container);
    return BlobOpening.over(driver.open(container), options);
  }

  private Call named(String operation, @Nullable String container) {
    Call call = Call.idempotent(operation, container);
    calls.checkOpen(call);
    if (container == null || container.isEmpty()) {
      throw calls.failure(call, ErrorCode.INVALID_ARGUMENT, "the container has no name").build();
    }
    driver
        .nameProblem(container)
        .ifPresent(
            problem -> {
              throw calls.failure(call, ErrorCode.INVALID_ARGUMENT, problem).build();
            });
    return call;
  }

  @Override
  public void close() {
    if (calls.close()) {
      driver.close();
    }
  }
}
