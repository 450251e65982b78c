package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.portable.StoreOrigin;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives up transfers that nobody will go on with. */
final class Abandonment {
  private final Engine engine;

  Abandonment(Engine engine) {
    this.engine = engine;
  }

  void giveUp(PendingTransfer transfer, OpenOptions options) {
    try (Journal journal = engine.journals().claim(transfer)) {
      if (journal == null) {
        return;
      }
      JournalHead head = journal.state().head();
      if (!hasParts(journal)) {
        discard(journal, head);
        return;
      }
      JournalHead.Address address = head == null ? JournalHead.Address.NONE : head.address();
      if (address.url().isEmpty()) {
        throw StorageException.of(
            ErrorCode.UNSUPPORTED,
            "the store of " + transfer.target() + " was not opened by URL; give it along");
      }
      try (BlobStore store = new StoreOrigin(address.url(), address.located()).open(options)) {
        giveUp(journal, head, new UploadTarget(store, address.key(), PutOptions.defaults()));
      }
    }
  }

  void giveUp(PendingTransfer transfer, BlobStore store) {
    try (Journal journal = engine.journals().claim(transfer)) {
      if (journal != null) {
        JournalHead head = journal.state().head();
        String key = head == null ? "" : head.address().key();
        giveUp(journal, head, new UploadTarget(store, key, PutOptions.defaults()));
      }
    }
  }

  private static void giveUp(Journal journal, @Nullable JournalHead head, UploadTarget target) {
    if (hasParts(journal)) {
      new UploadLeftovers(target, journal).giveUp();
    }
    discard(journal, head);
  }

  private static boolean hasParts(Journal journal) {
    return journal.damaged()
        || journal.state().uploadId() != null
        || journal.state().starting() != null;
  }

  private static void discard(Journal journal, @Nullable JournalHead head) {
    if (head != null && head.kind() == TransferKind.DOWNLOAD) {
      TemporaryFile.discard(TemporaryFile.large(Path.of(head.target())));
    }
    journal.remove();
  }
}
