package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * Tables in an embedded database: {@code file:///directory/table}. The database lies in {@code
 * directory/.stowage-rows}; {@code create=false} opens only what is there.
 */
public final class FileKvProvider implements KvProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FileKvProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public KvDriver open(StorageUrl url, OpenOptions options) {
    url.allowParams("create");
    boolean create = url.choice("create", "true", "true", "false").equals("true");
    String path = url.path();
    int slash = path.lastIndexOf('/');
    String table = path.substring(slash + 1);
    if (!url.container().isEmpty() || slash < 0 || !table.matches("[A-Za-z0-9_-]{1,100}")) {
      throw StorageException.invalidArgument(
          "a table on this disk is file:///directory/table, the name of 1 to 100 letters, digits,"
              + " _ and -");
    }
    Path directory = Path.of("/" + path.substring(0, slash)).normalize();
    return new FileKvDriver(RowDatabase.at(directory, create), table, create, options.pacer());
  }
}
