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
import java.io.Closeable;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts: a directory for each, with a record of it and the parts, each at its place in
 * one file where that can be, and in a file of its own where not.
 */
final class FileUploads implements BlobDriver.Parts {
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  static final int DIGITS = 5;
  private static final Pattern PART = Pattern.compile("[0-9]{" + DIGITS + "}");

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
    if (new UploadBody(upload).published()) {
      remove(upload);
      throw missing();
    }
    return upload;
  }

  /** The failure itself, unless the whole upload is gone. */
  private static NoSuchFileException lost(Path upload, NoSuchFileException e) {
    if (!Files.exists(upload)) {
      throw missing();
    }
    return e;
  }

  private static StorageException missing() {
    return StorageException.of(ErrorCode.NOT_FOUND, "there is no such upload");
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
  }

  private static Path part(Path upload, int number) {
    return upload.resolve(name(number));
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    Path upload = require(key, uploadId);
    UploadBody body = new UploadBody(upload);
    try (TempBlob temporary = access.temporary()) {
      Optional<TempBlob> place = body.claim(number, content.size());
      if (place.isEmpty()) {
        return putAlone(upload, number, content, temporary);
      }
      return putAtPlace(body, number, content, place.get(), temporary);
    } catch (NoSuchFileException e) {
      throw lost(upload, e);
    }
  }

  private UploadPart putAtPlace(
      UploadBody body, int number, BlobContent content, TempBlob place, TempBlob record)
      throws IOException {
    boolean arrived = false;
    try {
      try (place) {
        FileWrites.take(content, place);
        UploadPart part = body.arrived(number, place, record, partLayout, settings.sync());
        arrived = true;
        return part;
      }
    } finally {
      if (!arrived) {
        body.release(number);
      }
    }
  }

  private UploadPart putAlone(Path upload, int number, BlobContent content, TempBlob temporary)
      throws IOException {
    FileWrites.take(content, temporary);
    BlobInfo draft =
        BlobInfo.builder("part", temporary.size())
            .etag(FileWrites.newEtag())
            .modified(settings.pacer().now())
            .checksums(Map.of(ChecksumAlgorithm.CRC32C, temporary.checksum()))
            .build();
    BlobInfo written = temporary.finish(partLayout, draft, settings.sync());
    Files.move(temporary.file(), part(upload, number), StandardCopyOption.ATOMIC_MOVE);
    return receipt(number, written);
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
    UploadBody body = new UploadBody(upload);
    try (Closeable completing = body.seal();
        TempBlob whole = whole(upload, body, parts)) {
      if (options.checksum().isPresent()) {
        ContentCheck.check(whole, options.checksum().get());
      }
      PutOptions started = record.options().withCondition(options.condition());
      PutResult result = writes.publish(key, whole, started);
      remove(upload);
      return result;
    } catch (NoSuchFileException e) {
      throw lost(upload, e);
    }
  }

  /** The parts together: in the file that they stand in already, or copied into another. */
  private TempBlob whole(Path upload, UploadBody body, List<UploadPart> parts) throws IOException {
    List<UploadBody.Placed> placed = new ArrayList<>();
    for (UploadPart part : parts) {
      UploadBody.Placed found = body.placed(part.number(), partLayout);
      if (found != null && found.info().etag().equals(part.etag())) {
        placed.add(found);
      }
    }
    if (placed.size() == parts.size()) {
      Optional<TempBlob> ready = body.whole(placed);
      if (ready.isPresent()) {
        return ready.get();
      }
    }
    TempBlob joined = access.temporary();
    try {
      for (UploadPart part : parts) {
        take(joined, upload, body, part);
      }
      return joined;
    } catch (IOException | RuntimeException e) {
      joined.close();
      throw e;
    }
  }

  private void take(TempBlob joined, Path upload, UploadBody body, UploadPart wanted)
      throws IOException {
    UploadBody.Placed placed = body.placed(wanted.number(), partLayout);
    if (placed != null && placed.info().etag().equals(wanted.etag())) {
      try (FileChannel content = body.openSealed()) {
        joined.transfer(content, placed.offset(), placed.size(), placed.crc());
      }
      return;
    }
    try (FileChannel content =
        FileChannel.open(part(upload, wanted.number()), StandardOpenOption.READ)) {
      BlobInfo info = Footer.read("part", content).info();
      if (info.etag().equals(wanted.etag())) {
        Checksum crc = info.checksums().get(ChecksumAlgorithm.CRC32C);
        joined.transfer(
            content, 0, info.size(), crc == null ? 0 : ByteBuffer.wrap(crc.bytes()).getInt());
        return;
      }
    } catch (NoSuchFileException e) {
      throw Files.exists(upload) ? notReceived(wanted) : missing();
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
    UploadBody body = new UploadBody(upload);
    SortedMap<Integer, UploadPart> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(upload)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (PART.matcher(name).matches()) {
          int number = Integer.parseInt(name);
          found.put(number, receipt(number, partLayout.info("part", file)));
        } else if (UploadBody.number(name) > 0) {
          int number = UploadBody.number(name);
          UploadBody.Placed placed = body.placed(number, partLayout);
          if (placed != null) {
            found.putIfAbsent(number, placed.receipt(number));
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw missing();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new BlobDriver.Page<>(
        List.copyOf(found.tailMap(afterNumber + 1).values()), Optional.empty());
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
        if (record != null
            && record.key().startsWith(prefix)
            && !new UploadBody(upload).published()) {
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
