package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobProvider.OpenedBlobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A container through a driver of its own, opened anew for every look. */
final class RawDriver implements RawBlobs {
  private final Supplier<OpenedBlobs> opening;

  RawDriver(Supplier<OpenedBlobs> opening) {
    this.opening = opening;
  }

  private interface Look<T> {
    T at(BlobDriver driver, String prefix) throws IOException;
  }

  private <T> T look(Look<T> look) {
    OpenedBlobs opened = opening.get();
    try (BlobDriver driver = opened.driver()) {
      return look.at(driver, opened.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String key, byte[] bytes, String contentType, Map<String, String> metadata) {
    PutOptions options =
        PutOptions.defaults()
            .withHeaders(BlobHeaders.none().withContentType(contentType))
            .withMetadata(metadata);
    look((driver, prefix) -> driver.put(prefix + key, new BytesContent(bytes), options));
  }

  @Override
  public byte[] read(String key) {
    return look(
        (driver, prefix) -> {
          try (BlobDriver.BlobReply reply = driver.get(prefix + key, GetOptions.defaults())) {
            return reply.body().readAllBytes();
          }
        });
  }

  @Override
  public Map<String, String> metadata(String key) {
    return look((driver, prefix) -> driver.head(prefix + key, GetOptions.defaults()).metadata());
  }

  @Override
  public List<String> keys() {
    return look(
        (driver, prefix) -> {
          List<String> keys = new ArrayList<>();
          ListRequest request = ListRequest.of(prefix);
          while (true) {
            ListPage page = driver.list(request);
            for (BlobInfo blob : page.blobs()) {
              keys.add(blob.key().substring(prefix.length()));
            }
            if (page.cursor().isEmpty()) {
              return keys;
            }
            request = request.withCursor(page.cursor().get());
          }
        });
  }

  @Override
  public void delete(String key) {
    look(
        (driver, prefix) -> {
          driver.delete(prefix + key, null);
          return key;
        });
  }
}
