package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The secret that a store's signatures are made with: the caller's, or one kept in the store. */
final class SigningKey {
  private static final int BYTES = 32;

  private final StoreSettings settings;
  private final StoreAccess access;
  private byte @Nullable [] known;

  SigningKey(StoreSettings settings, StoreAccess access) {
    this.settings = settings;
    this.access = access;
    this.known = settings.signingKey();
  }

  /** For signing: makes the key when there is none. */
  synchronized byte[] forSigning() throws IOException {
    byte[] key = find();
    if (key == null) {
      create();
      key = find();
    }
    if (key == null) {
      throw new NoSuchFileException(file().toString());
    }
    return key;
  }

  /** For checking: null when nothing was ever signed. */
  synchronized byte @Nullable [] find() throws IOException {
    byte[] key = known;
    if (key != null) {
      return key;
    }
    try {
      key = Files.readAllBytes(file());
    } catch (NoSuchFileException e) {
      return null;
    }
    if (key.length != BYTES) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          file() + " is damaged; delete it, and URLs signed before will not work any more");
    }
    known = key;
    return key;
  }

  private Path file() {
    return StoreMarker.directory(settings.root()).resolve("signing-key");
  }

  private void create() throws IOException {
    Path draft = access.writable().temporary().next();
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    try {
      Files.write(Files.createFile(draft, onlyOwner()), fresh);
      // A link, unlike a rename, does not replace the key that somebody else made meanwhile.
      Files.createLink(file(), draft);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static FileAttribute<?>[] onlyOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
