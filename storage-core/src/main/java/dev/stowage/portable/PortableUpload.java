package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One multipart upload, checked and retried. */
final class PortableUpload implements MultipartUpload {
  private final BlobCore core;
  private final BlobDriver.Parts parts;
  private final String fullKey;
  private final String key;
  private final String id;
  private final PutOptions options;

  PortableUpload(
      BlobCore core,
      BlobDriver.Parts parts,
      String fullKey,
      String key,
      String id,
      PutOptions options) {
    this.core = core;
    this.parts = parts;
    this.fullKey = fullKey;
    this.key = key;
    this.id = id;
    this.options = options;
  }

  static PortableUpload start(
      BlobCore core, BlobDriver.Parts parts, String key, PutOptions options) {
    Call call = Call.idempotent("start upload", key);
    PutOptions marked = WriteId.markAlways(core, options);
    try {
      String id = core.calls().run(call, attempt -> parts.start(key, marked));
      return new PortableUpload(core, parts, key, key, id, marked);
    } catch (StorageException e) {
      return new BlobWrites(core).refuseStart(options, e);
    }
  }

  PortableUpload withKey(String relative) {
    return new PortableUpload(core, parts, fullKey, relative, id, options);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public UploadPart put(int number, BlobBody body) {
    long size =
        body.size()
            .orElseThrow(() -> StorageException.invalidArgument("a part must have a known size"));
    if (number < 1 || number > core.capabilities().limits().maxParts()) {
      throw StorageException.invalidArgument(
          "part number " + number + "; from 1 to " + core.capabilities().limits().maxParts());
    }
    if (size > core.capabilities().limits().maxPartSize()) {
      throw StorageException.of(
          ErrorCode.TOO_LARGE,
          "part of " + size + " bytes; at most " + core.capabilities().limits().maxPartSize());
    }
    MeteredContent content = new MeteredContent(core.calls(), body, size, null);
    Call call = Call.idempotent("put part", fullKey).onlyWhile(content::canStartAgain);
    return core.calls().run(call, attempt -> checked(call, number, content));
  }

  private UploadPart checked(Call call, int number, MeteredContent content) throws IOException {
    UploadPart part = content.handTo(() -> parts.put(fullKey, id, number, content));
    String wrong = content.disagreement(part.checksums());
    if (wrong != null) {
      throw core.calls().failure(call, ErrorCode.INTEGRITY_FAILURE, wrong).build();
    }
    return part;
  }

  @Override
  public List<UploadPart> parts() {
    List<UploadPart> all = new ArrayList<>();
    int after = 0;
    while (true) {
      int from = after;
      Page<UploadPart> page =
          core.calls()
              .run(
                  Call.idempotent("list parts", fullKey),
                  attempt -> parts.parts(fullKey, id, from));
      all.addAll(page.items());
      if (page.cursor().isEmpty() || page.items().isEmpty()) {
        return all;
      }
      after = page.items().get(page.items().size() - 1).number();
    }
  }

  @Override
  public PutResult complete(List<UploadPart> given) {
    return complete(given, options);
  }

  @Override
  public PutResult complete(List<UploadPart> given, Checksum whole) {
    return complete(given, options.withChecksum(whole));
  }

  PutResult complete(List<UploadPart> given, PutOptions whole) {
    List<UploadPart> ordered = new ArrayList<>(given);
    ordered.sort(Comparator.comparingInt(UploadPart::number));
    Set<Integer> numbers = new HashSet<>();
    for (UploadPart part : ordered) {
      if (!numbers.add(part.number())) {
        throw StorageException.invalidArgument("part " + part.number() + " is given twice");
      }
    }
    if (ordered.isEmpty()) {
      throw StorageException.invalidArgument("an upload needs at least one part");
    }
    Call call = Call.idempotent("complete upload", fullKey);
    PutResult result;
    try {
      result = core.calls().run(call, attempt -> parts.complete(fullKey, id, ordered, whole));
    } catch (StorageException e) {
      return settled(e);
    }
    whole.checksum().ifPresent(declared -> compare(call, declared, result));
    return result;
  }

  private PutResult settled(StorageException failure) {
    BlobWrites writes = new BlobWrites(core);
    PutResult own = writes.ownWrite(fullKey, options, failure);
    if (own != null) {
      return own;
    }
    throw failure.code() == ErrorCode.NOT_FOUND
        ? BlobWrites.recoded(failure, ErrorCode.NOT_FOUND, "there is no such upload any more")
        : writes.explain(options, failure);
  }

  private void compare(Call call, Checksum declared, PutResult result) {
    Checksum theirs = result.checksums().get(declared.algorithm());
    if (theirs != null && !theirs.equals(declared)) {
      throw core.calls()
          .failure(
              call,
              ErrorCode.INTEGRITY_FAILURE,
              "the service assembled other bytes than were sent: its "
                  + declared.algorithm()
                  + " is "
                  + theirs.hex()
                  + ", ours "
                  + declared.hex())
          .build();
    }
  }

  /** Also by a store that is being closed: what its writers sent must not stay behind. */
  @Override
  public void abort() {
    core.calls()
        .<Object>run(
            Call.idempotent("abort upload", fullKey).evenWhenClosed(),
            attempt -> {
              parts.abort(fullKey, id);
              return id;
            });
  }
}
