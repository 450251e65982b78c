package dev.stowage.local;

import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one table. A condition is part of the statement that writes, so it is checked in one
 * step with it; a row past its expiry counts as missing everywhere.
 */
final class RowTable {
  private static final int DUPLICATE_KEY = 23505;
  private static final String LIVING = "(expires IS NULL OR expires > ?)";

  private final String name;
  private final String table;
  private final String view;

  RowTable(String name) {
    this.name = name;
    this.table = "\"rows:" + name + "\"";
    this.view = "\"" + name + "\"";
  }

  /**
   * Makes the table, and the view of its living rows that statements see, unless they are there.
   * Another process may be doing the same: H2's IF NOT EXISTS is not atomic.
   */
  void create(Connection connection) throws SQLException {
    if (exists(connection)) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + table
              + " (k VARBINARY(8192) PRIMARY KEY, doc VARCHAR NOT NULL, rev VARCHAR(40) NOT NULL,"
              + " expires BIGINT, wid VARCHAR(64))");
      statement.execute(
          "CREATE VIEW IF NOT EXISTS "
              + view
              + " AS SELECT keytext(k) AS id, doc, rev, expires FROM "
              + table
              + " WHERE expires IS NULL OR expires > DATEDIFF('MILLISECOND',"
              + " TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00Z', CURRENT_TIMESTAMP)");
    } catch (SQLException e) {
      if (!exists(connection)) {
        throw e;
      }
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    String sql = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_NAME = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, name);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() && rows.getInt(1) > 0;
      }
    }
  }

  @Nullable KvRecord get(Connection connection, RowKey key, Instant now) throws SQLException {
    String sql = "SELECT doc, rev, expires, wid FROM " + table + " WHERE k = ? AND " + LIVING;
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, key.toBytes());
      select.setLong(2, now.toEpochMilli());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next()
            ? new KvRecord(row(key, rows.getString(1), rows), rows.getString("wid"))
            : null;
      }
    }
  }

  private static Row row(RowKey key, String document, ResultSet rows) throws SQLException {
    long expires = rows.getLong("expires");
    Instant expiresAt = rows.wasNull() ? null : Instant.ofEpochMilli(expires);
    return Row.of(
        key, Document.fromJson(document), Revision.parse(rows.getString("rev")), expiresAt);
  }

  /** Living rows of a range in order, after a key if one is given. */
  List<Row> scan(
      Connection connection, KeyRange range, byte @Nullable [] after, int limit, Instant now)
      throws SQLException {
    boolean goesOn = after != null && Arrays.compareUnsigned(after, range.lower()) >= 0;
    String sql =
        "SELECT k, doc, rev, expires FROM "
            + table
            + " WHERE k "
            + (goesOn ? "> ?" : ">= ?")
            + (range.upper().isPresent() ? " AND k < ?" : "")
            + " AND "
            + LIVING
            + " ORDER BY k FETCH FIRST ? ROWS ONLY";
    List<Row> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int at = 1;
      select.setBytes(at++, goesOn ? after : range.lower());
      if (range.upper().isPresent()) {
        select.setBytes(at++, range.upper().get());
      }
      select.setLong(at++, now.toEpochMilli());
      select.setInt(at, limit);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(row(RowKey.fromBytes(rows.getBytes("k")), rows.getString("doc"), rows));
        }
      }
    }
    return found;
  }

  KvOutcome write(Connection connection, KvWrite write, Instant now) throws SQLException {
    return write.isDelete() ? delete(connection, write, now) : put(connection, write, now);
  }

  private KvOutcome delete(Connection connection, KvWrite write, Instant now) throws SQLException {
    boolean conditional =
        switch (write.condition().kind()) {
          case NONE -> false;
          case ABSENT, PRESENT, REVISION -> true;
        };
    String sql =
        "DELETE FROM " + table + " WHERE k = ?" + (conditional ? " AND rev = ? AND " + LIVING : "");
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setBytes(1, write.key().toBytes());
      if (conditional) {
        delete.setString(2, write.condition().revision().text());
        delete.setLong(3, now.toEpochMilli());
      }
      return delete.executeUpdate() > 0 || !conditional ? KvOutcome.done() : KvOutcome.refused();
    }
  }

  private KvOutcome put(Connection connection, KvWrite write, Instant now) throws SQLException {
    String revision = UUID.randomUUID().toString();
    boolean applied =
        switch (write.condition().kind()) {
          case NONE -> merge(connection, write, revision);
          case ABSENT -> insert(connection, write, revision, now);
          case PRESENT -> update(connection, write, revision, " AND " + LIVING, null, now);
          case REVISION ->
              update(
                  connection,
                  write,
                  revision,
                  " AND " + LIVING + " AND rev = ?",
                  write.condition().revision().text(),
                  now);
        };
    return applied ? KvOutcome.stored(Revision.parse(revision)) : KvOutcome.refused();
  }

  private boolean merge(Connection connection, KvWrite write, String revision) throws SQLException {
    String sql = "MERGE INTO " + table + " (doc, rev, expires, wid, k) KEY (k) VALUES (?,?,?,?,?)";
    try (PreparedStatement merge = connection.prepareStatement(sql)) {
      values(merge, write, revision);
      return merge.executeUpdate() == 1;
    }
  }

  /** A row past its expiry may still be in the way; then it is taken over. */
  private boolean insert(Connection connection, KvWrite write, String revision, Instant now)
      throws SQLException {
    String sql = "INSERT INTO " + table + " (doc, rev, expires, wid, k) VALUES (?,?,?,?,?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      values(insert, write, revision);
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      if (e.getErrorCode() != DUPLICATE_KEY) {
        throw e;
      }
      return update(connection, write, revision, " AND expires <= ?", null, now);
    }
  }

  private boolean update(
      Connection connection,
      KvWrite write,
      String revision,
      String condition,
      @Nullable String ifRevision,
      Instant now)
      throws SQLException {
    String sql =
        "UPDATE " + table + " SET doc = ?, rev = ?, expires = ?, wid = ? WHERE k = ?" + condition;
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      values(update, write, revision);
      update.setLong(6, now.toEpochMilli());
      if (ifRevision != null) {
        update.setString(7, ifRevision);
      }
      return update.executeUpdate() == 1;
    }
  }

  private static void values(PreparedStatement statement, KvWrite write, String revision)
      throws SQLException {
    statement.setString(1, write.document().toJson());
    statement.setString(2, revision);
    Instant expires = write.expiresAt();
    if (expires == null) {
      statement.setNull(3, Types.BIGINT);
    } else {
      statement.setLong(3, expires.toEpochMilli());
    }
    statement.setString(4, write.writeId());
    statement.setBytes(5, write.key().toBytes());
  }

  /** Frees the room of rows that nobody sees any more. */
  int purge(Connection connection, Instant now) throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE expires <= ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, now.toEpochMilli());
      return delete.executeUpdate();
    }
  }
}
