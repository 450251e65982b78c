package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The containers of this process as an account. */
final class MemServiceDriver implements BlobServiceDriver {
  private final MemAccount account;
  private final Pacer pacer;

  MemServiceDriver(MemAccount account, Pacer pacer) {
    this.account = account;
    this.pacer = pacer;
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public Failure classify(Throwable thrown) {
    return Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) {
    List<ContainerInfo> all =
        account.names().stream().map(n -> new ContainerInfo(n, Optional.empty())).toList();
    return new BlobDriver.Page<>(all, Optional.empty());
  }

  @Override
  public boolean exists(String container) {
    return account.find(container) != null;
  }

  @Override
  public boolean create(String container) {
    return account.create(container, false);
  }

  @Override
  public boolean delete(String container) {
    return account.delete(container);
  }

  @Override
  public BlobDriver open(String container) {
    return new MemBlobDriver(container, () -> account.require(container), pacer);
  }

  @Override
  public Optional<String> nameProblem(String container) {
    return container.contains("/")
        ? Optional.of("a container name has no slash")
        : Optional.empty();
  }

  @Override
  public void close() {
    // The containers live as long as the process.
  }
}
