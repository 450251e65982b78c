package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploads in parts: a directory for each, with a record of it and a file for every part. */
final class FileUploads implements BlobDriver.Parts {
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final Pattern PART = Pattern.compile("[0-9]{5}");

  private final StoreSettings settings;
  private final StoreAccess access;
  private final FileWrites writes;

  /** Parts are kept like blobs of the native layout, whatever the layout of the store. */
  private final NativeLayout partLayout;

  FileUploads(StoreSettings settings, StoreAccess access, FileWrites writes) {
    this.settings = settings;
    this.access = access;
    this.writes = writes;
    this.partLayout = new NativeLayout(settings.root());
  }

  private Path all() {
    return StoreMarker.directory(settings.root()).resolve("uploads");
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    if (options.condition().isIfAbsent()) {
      writes.checkAbsent(key);
    }
    String id = UUID.randomUUID().toString();
    UploadRecord upload = new UploadRecord(key, settings.pacer().now(), options);
    Path draft = access.writable().temporary().next();
    Files.createDirectory(draft);
    upload.write(draft, settings.sync());
    Files.createDirectories(all());
    Files.move(draft, all().resolve(id), StandardCopyOption.ATOMIC_MOVE);
    if (settings.sync()) {
      Directories.force(all());
    }
    return id;
  }

  /** The directory of an upload of this key. */
  private Path require(String key, String id) throws IOException {
    Path upload = all().resolve(ID.matcher(id).matches() ? id : "none");
    UploadRecord found = UploadRecord.read(upload);
    if (found == null || !found.key().equals(key)) {
      access.requireStore();
      throw missing();
    }
    return upload;
  }

  private static StorageException missing() {
    return StorageException.of(ErrorCode.NOT_FOUND, "there is no such upload");
  }

  private static Path part(Path upload, int number) {
    return upload.resolve(String.format(java.util.Locale.ROOT, "%05d", number));
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    Path upload = require(key, uploadId);
    try (TempBlob temporary = access.temporary()) {
      FileWrites.take(content, temporary);
      BlobInfo draft =
          BlobInfo.builder(key, temporary.size())
              .etag(FileWrites.newEtag())
              .modified(settings.pacer().now())
              .checksums(Map.of(ChecksumAlgorithm.CRC32C, temporary.checksum()))
              .build();
      BlobInfo written = temporary.finish(partLayout, draft, settings.sync());
      try {
        Files.move(temporary.file(), part(upload, number), StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        throw missing();
      }
      return receipt(number, written);
    }
  }

  private static UploadPart receipt(int number, BlobInfo part) {
    return new UploadPart(number, part.size(), part.etag(), part.checksums());
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    Path upload = require(key, uploadId);
    UploadRecord record = UploadRecord.read(upload);
    if (record == null) {
      throw missing();
    }
    PutResult result;
    try (TempBlob temporary = access.temporary()) {
      for (UploadPart part : parts) {
        take(temporary, upload, part);
      }
      if (options.checksum().isPresent()) {
        ContentCheck.check(temporary, options.checksum().get());
      }
      PutOptions started = record.options().withCondition(options.condition());
      result = writes.publish(key, temporary, started);
    }
    remove(upload);
    return result;
  }

  private void take(TempBlob temporary, Path upload, UploadPart wanted) throws IOException {
    BlobInfo info;
    try (FileChannel content =
        FileChannel.open(part(upload, wanted.number()), StandardOpenOption.READ)) {
      info = Footer.read("part", content).info();
      if (info.etag().equals(wanted.etag())) {
        Checksum crc = info.checksums().get(ChecksumAlgorithm.CRC32C);
        temporary.transfer(
            content, info.size(), crc == null ? 0 : ByteBuffer.wrap(crc.bytes()).getInt());
        return;
      }
    } catch (NoSuchFileException e) {
      throw notReceived(wanted);
    }
    throw notReceived(wanted);
  }

  private static StorageException notReceived(UploadPart wanted) {
    return StorageException.invalidArgument(
        "part " + wanted.number() + " is not the one that was received");
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    try {
      remove(require(key, uploadId));
    } catch (StorageException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Moved away in one step, so that no part can be added and no half of it be listed. */
  private void remove(Path upload) throws IOException {
    Path away = access.writable().temporary().next();
    try {
      Files.move(upload, away, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    TempFiles.deleteTree(away);
  }

  @Override
  public BlobDriver.Page<UploadPart> parts(String key, String uploadId, int afterNumber)
      throws IOException {
    Path upload = require(key, uploadId);
    List<UploadPart> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(upload)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (PART.matcher(name).matches() && Integer.parseInt(name) > afterNumber) {
          found.add(receipt(Integer.parseInt(name), partLayout.info("part", file)));
        }
      }
    } catch (NoSuchFileException e) {
      throw missing();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparingInt(UploadPart::number));
    return new BlobDriver.Page<>(found, Optional.empty());
  }

  /** Also deletes what processes left that were killed while they wrote. */
  @Override
  public BlobDriver.Page<PendingUpload> uploads(String prefix, @Nullable String cursor)
      throws IOException {
    access.requireStore();
    List<PendingUpload> found = new ArrayList<>();
    if (Files.isWritable(StoreMarker.directory(settings.root()))) {
      access.writable().deleteOrphans();
    }
    try (DirectoryStream<Path> uploads = Files.newDirectoryStream(all())) {
      for (Path upload : uploads) {
        UploadRecord record = UploadRecord.read(upload);
        if (record != null && record.key().startsWith(prefix)) {
          String id = String.valueOf(upload.getFileName());
          found.add(new PendingUpload(record.key(), id, record.started()));
        }
      }
    } catch (NoSuchFileException e) {
      return new BlobDriver.Page<>(List.of(), Optional.empty());
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(
        Comparator.comparing(PendingUpload::key, KeyOrder.UTF8)
            .thenComparing(PendingUpload::started)
            .thenComparing(PendingUpload::id));
    return new BlobDriver.Page<>(found, Optional.empty());
  }
}
