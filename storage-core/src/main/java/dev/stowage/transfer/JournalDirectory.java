package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.spi.UserDirectories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the journals are: one file per transfer, named by what the transfer is. */
final class JournalDirectory {
  private static final Logger LOG = LoggerFactory.getLogger(JournalDirectory.class);
  private static final String SUFFIX = ".journal";

  private final @Nullable Path directory;
  private final boolean required;
  private final Pacer pacer;

  private JournalDirectory(@Nullable Path directory, boolean required, Pacer pacer) {
    this.directory = directory;
    this.required = required;
    this.pacer = pacer;
  }

  static JournalDirectory of(TransferOptions options) {
    return new JournalDirectory(
        options.journaled() ? options.journals() : null, options.namesJournals(), options.pacer());
  }

  /** As the XDG base directories say. */
  static Path usual() {
    return new UserDirectories(System.getenv()).state().resolve("transfers");
  }

  /**
   * The journal of a transfer, new or as an interrupted one left it.
   *
   * @param identity what makes two calls the same
   * @throws StorageException CONFLICT when the same transfer is under way
   */
  Journal open(String identity) {
    if (directory == null) {
      return Journal.none(pacer);
    }
    try {
      create(directory);
      FileClaim claim = FileClaim.tryCreate(directory.resolve(nameOf(identity) + SUFFIX));
      if (claim == null) {
        throw StorageException.builder(
                ErrorCode.CONFLICT, "the same transfer is under way in another thread or process")
            .retryable(false)
            .build();
      }
      return Journal.over(claim, pacer);
    } catch (IOException e) {
      if (required) {
        throw Faults.ofFile("keep a journal in", directory, e);
      }
      LOG.warn("no journal can be kept in {}; transfers cannot be resumed", directory, e);
      return Journal.none(pacer);
    }
  }

  /** Whether an interrupted transfer left a journal. */
  boolean has(String identity) {
    return directory != null && Files.exists(directory.resolve(nameOf(identity) + SUFFIX));
  }

  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(directory);
      }
    } catch (java.nio.file.FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  /** 128 bits of SHA-256: as good as unique, and the name says nothing. */
  static String nameOf(String identity) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  List<PendingTransfer> list() {
    List<PendingTransfer> all = new ArrayList<>();
    if (directory == null) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        PendingTransfer one = read(file);
        if (one != null) {
          all.add(one);
        }
      }
    } catch (NoSuchFileException e) {
      return all;
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw Faults.ofFile("list", directory, e instanceof IOException io ? io : ioOf(e));
    }
    all.sort(java.util.Comparator.comparing(PendingTransfer::began));
    return all;
  }

  private static IOException ioOf(Exception e) {
    return e.getCause() instanceof IOException io ? io : new IOException(e);
  }

  private @Nullable PendingTransfer read(Path file) throws IOException {
    FileClaim claim = FileClaim.tryExisting(file);
    if (claim == null) {
      return Files.exists(file) ? describe(file, null, true) : null;
    }
    try (Journal journal = Journal.over(claim, pacer)) {
      return describe(file, journal.state(), false);
    }
  }

  private static PendingTransfer describe(Path file, @Nullable JournalState state, boolean active)
      throws IOException {
    var touched = Files.getLastModifiedTime(file).toInstant();
    JournalHead head = state == null ? null : state.head();
    return head == null || state == null
        ? new PendingTransfer(TransferKind.UPLOAD, "?", "?", -1, 0, touched, touched, active, file)
        : new PendingTransfer(
            head.kind(),
            head.source(),
            head.target(),
            head.size(),
            state.bytesDone(),
            head.began(),
            touched,
            active,
            file);
  }

  /** The journal of a pending transfer, to give it up; null when it is gone. */
  @Nullable Journal claim(PendingTransfer transfer) {
    try {
      FileClaim claim = FileClaim.tryExisting(transfer.journal());
      if (claim != null) {
        return Journal.over(claim, pacer);
      }
    } catch (IOException e) {
      throw Faults.ofFile("read", transfer.journal(), e);
    }
    if (!Files.exists(transfer.journal())) {
      return null;
    }
    throw StorageException.builder(ErrorCode.CONFLICT, "the transfer is under way")
        .retryable(false)
        .build();
  }
}
