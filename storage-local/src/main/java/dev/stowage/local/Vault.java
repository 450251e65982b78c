package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one directory, in one sealed file that every change replaces. The file is read
 * anew for every call, since other processes change it; only what is already open is remembered.
 */
final class Vault implements Closeable {
  static final String DIRECTORY = ".stowage-secrets";
  private static final int MAX_BYTES = 64 * 1024 * 1024;
  private static final int TRIES = 10;

  /** What is done to the content of a vault. */
  interface Change<T> {
    T apply(VaultContent content) throws Exception;
  }

  /** What is read of the content. */
  interface Look<T extends @Nullable Object> {
    T at(@Nullable VaultContent content) throws Exception;
  }

  /** A file and what is in it. */
  private record Opened(VaultFormat.Parsed parsed, VaultContent content) {}

  private final Path home;
  private final Path file;
  private final Path heads;
  private final boolean create;
  private final VaultKeys keys;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Opened known;

  Vault(Path directory, Path heads, boolean create, VaultKeys keys) {
    this.home = directory.resolve(DIRECTORY);
    this.file = home.resolve("vault");
    this.heads = heads;
    this.create = create;
    this.keys = keys;
  }

  /** Looks at the content without changing it; null when nothing was ever written. */
  <T extends @Nullable Object> T read(Look<T> look) throws Exception {
    enter();
    try {
      Opened opened = load();
      if (opened == null) {
        requireCreate();
      } else if (isBehind(opened)) {
        // A writer is at it, or was killed before it could say so.
        try (Closeable alone = VaultLock.hold(home)) {
          opened = settled();
        }
      }
      return look.at(opened == null ? null : opened.content());
    } finally {
      lock.unlock();
    }
  }

  /** Changes the content and writes it, unless the change throws. */
  <T> T change(Change<T> change) throws Exception {
    enter();
    try {
      if (!PrivateFiles.exists(file)) {
        requireCreate();
        PrivateFiles.makeDirectory(home);
      }
      try (Closeable alone = VaultLock.hold(home)) {
        Opened before = settled();
        // What is remembered must stay as the file is, should this fail.
        known = null;
        VaultContent content =
            before == null ? VaultContent.fresh(VaultFormat.newId()) : before.content();
        T result = change.apply(content);
        KeyParams params =
            before == null
                ? keys.sources().fresh(keys.choice().forNew(), home)
                : before.parsed().key();
        long generation = before == null ? 1 : before.parsed().generation() + 1;
        commit(content, generation, params, keys.master(params));
        return result;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Seals everything anew, with another master key and another data key, in one step. */
  void rotate(Function<KeyKind, MasterKey> choose) throws IOException, GeneralSecurityException {
    enter();
    try {
      if (!PrivateFiles.exists(file)) {
        throw missing();
      }
      try (Closeable alone = VaultLock.hold(home)) {
        Opened before = settled();
        if (before == null) {
          throw missing();
        }
        known = null;
        MasterKey next = choose.apply(before.parsed().key().kind());
        KeyParams params = keys.sources().fresh(next, home);
        byte[] master = keys.sources().bytes(next, params);
        try {
          VaultContent content = before.content().resealed();
          commit(content, before.parsed().generation() + 1, params, master);
        } finally {
          Arrays.fill(master, (byte) 0);
        }
        keys.use(KeyChoice.of(next));
      }
    } finally {
      lock.unlock();
    }
  }

  private void commit(VaultContent content, long generation, KeyParams params, byte[] master)
      throws IOException, GeneralSecurityException {
    VaultKeys.Pair pair = new VaultKeys.Pair(master, content.dataKey());
    byte[] body = VaultCodec.encode(content);
    if (body.length > MAX_BYTES) {
      throw StorageException.of(
          ErrorCode.QUOTA_EXCEEDED,
          "all secrets of one directory have at most " + MAX_BYTES + " bytes, versions included");
    }
    byte[] bytes = VaultFormat.write(content.id(), generation, params, pair, body);
    Waiting.check();
    VaultFormat.Parsed parsed = VaultFormat.parse(bytes);
    PrivateFiles.replace(file, bytes);
    VaultHead.write(VaultHead.file(heads, content.id()), parsed, content.headKey());
    known = new Opened(parsed, content);
  }

  /** Under the lock of all processes: with its head written, if somebody could not do that. */
  private @Nullable Opened settled() throws IOException, GeneralSecurityException {
    Opened opened = load();
    if (opened != null && isBehind(opened)) {
      Path head = VaultHead.file(heads, opened.content().id());
      VaultHead.write(head, opened.parsed(), opened.content().headKey());
    }
    return opened;
  }

  private boolean isBehind(Opened opened) throws IOException {
    VaultHead head = VaultHead.read(VaultHead.file(heads, opened.content().id()));
    return head == null || head.generation() < opened.parsed().generation();
  }

  /** Reads the file until it is not older than a head that was read before it. */
  private @Nullable Opened load() throws IOException, GeneralSecurityException {
    byte[] id = null;
    VaultHead head = null;
    for (int tries = 0; tries < TRIES; tries++) {
      byte[] bytes = bytes();
      if (bytes == null) {
        return null;
      }
      VaultFormat.Parsed parsed = VaultFormat.parse(bytes);
      boolean comparable = id != null && Arrays.equals(id, parsed.id());
      if (comparable && head != null) {
        if (head.admits(parsed)) {
          return checked(parsed, head);
        }
        verify(head, open(parsed));
        throw VaultFailures.rolledBack(VaultHead.file(heads, parsed.id()));
      }
      id = parsed.id();
      head = VaultHead.read(VaultHead.file(heads, id));
      if (head == null || head.admits(parsed)) {
        return checked(parsed, head);
      }
    }
    throw StorageException.of(ErrorCode.CONFLICT, "the secret file is replaced all the time");
  }

  private byte @Nullable [] bytes() throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private Opened checked(VaultFormat.Parsed parsed, @Nullable VaultHead head)
      throws IOException, GeneralSecurityException {
    Opened before = known;
    Opened opened =
        before != null && Arrays.equals(before.parsed().hash(), parsed.hash())
            ? before
            : open(parsed);
    if (head != null) {
      verify(head, opened);
    }
    if (before != null
        && Arrays.equals(before.parsed().id(), parsed.id())
        && before.parsed().generation() > parsed.generation()) {
      throw VaultFailures.rolledBack(VaultHead.file(heads, parsed.id()));
    }
    known = opened;
    return opened;
  }

  private void verify(VaultHead head, Opened opened) throws GeneralSecurityException {
    byte[] id = opened.content().id();
    head.verify(VaultHead.file(heads, id), id, opened.content().headKey());
  }

  private Opened open(VaultFormat.Parsed parsed) throws IOException, GeneralSecurityException {
    byte[] dataKey = VaultFormat.unwrap(parsed, keys.master(parsed.key()));
    byte[] body = VaultFormat.body(parsed, dataKey);
    return new Opened(parsed, VaultCodec.decode(parsed.id(), dataKey, body));
  }

  private void enter() throws ClosedByInterruptException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private void requireCreate() {
    if (!create) {
      throw missing();
    }
  }

  private StorageException missing() {
    return StorageException.of(
        ErrorCode.CONTAINER_NOT_FOUND, "there are no secrets in " + home.getParent());
  }

  /** Overwrites the keys. */
  @Override
  public void close() {
    lock.lock();
    try {
      keys.forget();
      Opened opened = known;
      if (opened != null) {
        Arrays.fill(opened.content().dataKey(), (byte) 0);
        Arrays.fill(opened.content().headKey(), (byte) 0);
      }
      known = null;
    } finally {
      lock.unlock();
    }
  }
}
