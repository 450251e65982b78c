package dev.stowage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * The database of one directory, shared by all of this process who use it.
 *
 * <p>Several processes may use it at once: the first opens the file and serves the others over
 * loopback (H2's automatic mixed mode); when it ends another takes over. A commit is in the file
 * before it is acknowledged, so killing a process loses nothing that was.
 */
final class RowDatabase {
  private static final String DIRECTORY = ".stowage-rows";
  private static final int CONNECTIONS = 32;
  private static final int CACHE_KIB = 16 * 1024;
  private static final Map<Path, RowDatabase> OPEN = new HashMap<>();

  static {
    // Read once by H2. Without it the server of the mixed mode listens on every interface.
    if (System.getProperty("h2.bindAddress") == null) {
      System.setProperty("h2.bindAddress", "127.0.0.1");
    }
  }

  private final Path directory;
  private boolean create;
  private int users;
  private @Nullable JdbcConnectionPool pool;

  private RowDatabase(Path directory) {
    this.directory = directory;
  }

  /** One more user of the directory's database; nothing is opened yet. */
  static RowDatabase at(Path directory, boolean create) {
    synchronized (OPEN) {
      RowDatabase database =
          OPEN.computeIfAbsent(directory.toAbsolutePath().normalize(), RowDatabase::new);
      database.users++;
      database.create |= create;
      return database;
    }
  }

  /** One user less; the last closes the database. */
  void release() {
    JdbcConnectionPool last;
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(directory, this);
      last = pool;
      pool = null;
    }
    if (last != null) {
      last.dispose();
    }
  }

  Connection connection() throws SQLException, IOException {
    return pool().getConnection();
  }

  private JdbcConnectionPool pool() throws SQLException, IOException {
    synchronized (OPEN) {
      if (pool == null) {
        pool = open();
      }
      return pool;
    }
  }

  private JdbcConnectionPool open() throws SQLException, IOException {
    Path home = directory.resolve(DIRECTORY);
    if (create) {
      Files.createDirectories(home);
    }
    // Asynchronous channels: an interrupt in any thread would close the others, and with them the
    // database under everybody.
    String url =
        "jdbc:h2:async:"
            + home.resolve("rows")
            + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;DATABASE_TO_UPPER=FALSE;LOCK_TIMEOUT=10000"
            + ";CACHE_SIZE="
            + CACHE_KIB
            + ";IFEXISTS="
            + (create ? "FALSE" : "TRUE");
    JdbcConnectionPool opened = JdbcConnectionPool.create(url, "stowage", "");
    opened.setMaxConnections(CONNECTIONS);
    try (Connection connection = opened.getConnection();
        Statement statement = connection.createStatement()) {
      for (String function : RowFunctions.ALL) {
        statement.execute(
            "CREATE ALIAS IF NOT EXISTS "
                + function
                + " DETERMINISTIC FOR '"
                + RowFunctions.class.getName()
                + "."
                + function
                + "'");
      }
    } catch (SQLException e) {
      opened.dispose();
      throw e;
    }
    return opened;
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
