package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.UploadPart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one file of an upload in which parts stand where the object will have them, so that nothing
 * is copied in the end.
 *
 * <p>The first part to arrive decides how far apart parts stand, so if that is the last and smaller
 * one, as may be in an upload of few parts, the others are copied. A part is written here by its
 * first writer only, who leaves a claim before it opens the file; whoever sends the number again,
 * since that writer died or hangs, writes a file of its own. When the upload is completed the file
 * gets another name first, under which no writer looks for it: if every claim is then one of a part
 * that arrived, nobody writes to the file any more, and it can become the object.
 */
final class UploadBody {
  private static final String BODY = "body";
  private static final String SEALED = "sealed";
  private static final String SPACING = "spacing";
  private static final String LOCK = "lock";
  private static final String CLAIM = ".claim";
  private static final String RECORD = ".at";
  private static final String SIZE = "part-size";
  private static final String OFFSET = "part-offset";

  /** How many parts ahead of the end one may be written, where holes take space or time. */
  private static final int FAR = 64;

  private static final Set<Path> COMPLETING = ConcurrentHashMap.newKeySet();

  private final Path upload;

  UploadBody(Path upload) {
    this.upload = upload;
  }

  private Path of(int number, String suffix) {
    return upload.resolve(FileUploads.name(number) + suffix);
  }

  /** Where a part can be written that nobody wrote here before. */
  Optional<TempBlob> claim(int number, long size) throws IOException {
    Path body = upload.resolve(BODY);
    try {
      long spacing = spacing(size);
      long offset = (number - 1) * spacing;
      if (size == 0 || size > spacing || offset > Files.size(body) + FAR * spacing) {
        return Optional.empty();
      }
      Files.createFile(of(number, CLAIM));
      return Optional.of(TempBlob.within(body, offset));
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      return Optional.empty();
    }
  }

  /** Takes a claim back, whose writer has closed the file. */
  void release(int number) throws IOException {
    Files.deleteIfExists(of(number, CLAIM));
  }

  /** How far apart parts stand; 0 while another process is deciding it. */
  private long spacing(long size) throws IOException {
    Path file = upload.resolve(SPACING);
    synchronized (UploadBody.class) {
      if (!Files.exists(file) && size > 0) {
        Files.write(upload.resolve(BODY), new byte[0], StandardOpenOption.CREATE);
        Files.write(
            file,
            ByteBuffer.allocate(Long.BYTES).putLong(size).array(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
      }
      byte[] bytes = Files.readAllBytes(file);
      return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
    }
  }

  /** Makes known that a part has arrived at its place, which was claimed. */
  UploadPart arrived(int number, TempBlob part, TempBlob record, Layout layout, boolean sync)
      throws IOException {
    part.settle(sync);
    BlobInfo info =
        BlobInfo.builder("part", 0)
            .etag(FileWrites.newEtag())
            .checksums(Map.of(ChecksumAlgorithm.CRC32C, part.checksum()))
            .metadata(
                Map.of(
                    SIZE,
                    String.valueOf(part.size()),
                    OFFSET,
                    String.valueOf((number - 1) * spacing(part.size()))))
            .build();
    record.finish(layout, info, sync);
    Files.move(record.file(), of(number, RECORD), StandardCopyOption.ATOMIC_MOVE);
    return new Placed(info).receipt(number);
  }

  /** A part that arrived, as its record has it. */
  record Placed(BlobInfo info) {
    UploadPart receipt(int number) {
      return new UploadPart(number, size(), info.etag(), info.checksums());
    }

    long size() {
      return Long.parseLong(info.metadata().getOrDefault(SIZE, "0"));
    }

    long offset() {
      return Long.parseLong(info.metadata().getOrDefault(OFFSET, "0"));
    }

    int crc() {
      Checksum crc = info.checksums().get(ChecksumAlgorithm.CRC32C);
      return crc == null ? 0 : ByteBuffer.wrap(crc.bytes()).getInt();
    }
  }

  /** The number of a part whose record a file of this name is, or 0. */
  static int number(String name) {
    return name.endsWith(RECORD) && name.length() == FileUploads.DIGITS + RECORD.length()
        ? Integer.parseInt(name.substring(0, FileUploads.DIGITS))
        : 0;
  }

  /** What is known of the part that arrived here, or null. */
  @Nullable Placed placed(int number, Layout layout) throws IOException {
    try {
      return new Placed(layout.info("part", of(number, RECORD)));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Whether the file became the object, and only the rest was not removed any more. */
  boolean published() {
    return Files.exists(upload.resolve(LOCK))
        && Files.exists(upload.resolve(SPACING))
        && Files.notExists(upload.resolve(BODY))
        && Files.notExists(sealed());
  }

  private Path sealed() {
    return upload.resolve(SEALED);
  }

  /**
   * Keeps others from completing the upload, and new writers from the file.
   *
   * @throws StorageException CONFLICT while somebody else does it
   */
  Closeable seal() throws IOException {
    // Closing any channel of a file gives up all of a process's locks of it, so none is opened.
    if (!COMPLETING.add(upload)) {
      throw beingCompleted();
    }
    FileChannel channel = null;
    boolean sealed = false;
    try {
      channel =
          FileChannel.open(
              upload.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw beingCompleted();
      }
      moveBody();
      sealed = true;
    } finally {
      if (!sealed) {
        unseal(channel);
      }
    }
    FileChannel held = channel;
    return () -> unseal(held);
  }

  private void unseal(@Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      COMPLETING.remove(upload);
    }
  }

  private void moveBody() throws IOException {
    try {
      Files.move(upload.resolve(BODY), sealed(), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // There never was one, or a call that failed or was killed sealed it.
      return;
    }
  }

  private static StorageException beingCompleted() {
    return StorageException.of(ErrorCode.CONFLICT, "somebody else is completing this upload");
  }

  FileChannel openSealed() throws IOException {
    return FileChannel.open(sealed(), StandardOpenOption.READ);
  }

  /** The sealed file itself, if it is what these parts make, and nothing else was begun in it. */
  Optional<TempBlob> whole(List<Placed> parts) throws IOException {
    long size = 0;
    int crc = 0;
    for (Placed part : parts) {
      if (part.offset() != size) {
        return Optional.empty();
      }
      crc = Crc32cConcatenation.of(crc, part.crc(), part.size());
      size += part.size();
    }
    return parts.size() == claims()
        ? Optional.of(TempBlob.complete(sealed(), size, crc))
        : Optional.empty();
  }

  private int claims() throws IOException {
    int claims = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(upload, "*" + CLAIM)) {
      for (Path claim : files) {
        claims += Files.exists(claim) ? 1 : 0;
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return claims;
  }
}
