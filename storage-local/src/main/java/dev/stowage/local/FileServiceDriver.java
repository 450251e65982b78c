package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.ListRequest;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A directory whose sub-directories are stores. */
final class FileServiceDriver implements BlobServiceDriver {
  private static final int LONGEST_NAME = 200;

  private final FileUrl url;
  private final Path directory;

  FileServiceDriver(FileUrl url) {
    this.url = url;
    this.directory = url.directory();
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public Failure classify(Throwable thrown) {
    return FileFailures.classify(thrown, directory);
  }

  @Override
  public BlobDriver.Page<ContainerInfo> list(@Nullable String cursor) throws IOException {
    List<ContainerInfo> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (nameProblem(name).isEmpty() && StoreMarker.isStore(entry)) {
          var made = Files.getLastModifiedTime(StoreMarker.format(entry)).toInstant();
          found.add(new ContainerInfo(name, Optional.of(made)));
        }
      }
    } catch (NoSuchFileException e) {
      return new BlobDriver.Page<>(List.of(), Optional.empty());
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(ContainerInfo::name, KeyOrder.UTF8));
    return new BlobDriver.Page<>(found, Optional.empty());
  }

  @Override
  public boolean exists(String container) {
    return StoreMarker.isStore(directory.resolve(container));
  }

  @Override
  public boolean create(String container) throws IOException {
    return StoreMarker.create(directory.resolve(container), url.newLayout());
  }

  /** Renamed first, so that a writer either comes before and is seen, or finds no store. */
  @Override
  public boolean delete(String container) throws IOException {
    Path root = directory.resolve(container);
    if (!StoreMarker.isStore(root)) {
      return false;
    }
    requireEmpty(root, container);
    Path away = directory.resolve("." + container + "." + UUID.randomUUID());
    Files.move(root, away, StandardCopyOption.ATOMIC_MOVE);
    try {
      requireEmpty(away, container);
    } catch (StorageException e) {
      Files.move(away, root, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    TempFiles.deleteTree(away);
    return true;
  }

  private void requireEmpty(Path root, String container) throws IOException {
    try (FileBlobDriver driver = url.driver(root, StoreMarker.layout(root))) {
      var page = driver.list(ListRequest.of("").withPageSize(1));
      if (!page.blobs().isEmpty()) {
        throw StorageException.builder(
                ErrorCode.CONFLICT, "the store " + container + " is not empty; delete its blobs")
            .retryable(false)
            .build();
      }
    }
  }

  @Override
  public BlobDriver open(String container) {
    Path root = directory.resolve(container);
    String layout;
    try {
      layout = StoreMarker.layout(root);
    } catch (IOException e) {
      // The first call says what is wrong with it.
      layout = null;
    }
    return url.driver(root, layout == null ? url.newLayout() : layout);
  }

  @Override
  public Optional<String> nameProblem(String container) {
    boolean plain = container.chars().allMatch(c -> c > ' ' && c != 0x7f && "/\\:".indexOf(c) < 0);
    return !plain || container.startsWith(".") || container.length() > LONGEST_NAME
        ? Optional.of(
            "a store's name has no slash, colon or space and does not start with a dot, since it"
                + " is a directory's")
        : Optional.empty();
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
