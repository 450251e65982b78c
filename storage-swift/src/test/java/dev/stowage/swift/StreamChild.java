package dev.stowage.swift;

import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Verification;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Sends bytes that nobody knows the number of, reads them again and compares; in a small heap. */
final class StreamChild {
  private StreamChild() {}

  /** Store, bytes. */
  public static void main(String[] args) throws IOException {
    CheckedInputStream source =
        new CheckedInputStream(new Noise(Long.parseLong(args[1])), new CRC32());
    try (BlobStore store = BlobStore.open(args[0]);
        Transfers transfers = Transfers.create()) {
      TransferResult sent = transfers.upload(source, store, "stream");
      System.out.println("sent " + sent.bytes() + " " + source.getChecksum().getValue());
      CRC32 received = new CRC32();
      try (BlobReader reader = store.get("stream")) {
        CheckedInputStream checked = new CheckedInputStream(reader, received);
        long bytes = checked.transferTo(OutputStream.nullOutputStream());
        boolean verified = reader.verification() == Verification.VERIFIED;
        System.out.println("received " + bytes + " " + received.getValue() + " " + verified);
      }
    }
  }

  /** Bytes that are never the same, fast. */
  private static final class Noise extends InputStream {
    private final SplittableRandom random = new SplittableRandom(6);
    private final byte[] block = new byte[1 << 16];
    private long left;

    Noise(long size) {
      left = size;
      random.nextBytes(block);
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** A block that is new in its first bytes, so that no two are alike. */
    @Override
    public int read(byte[] target, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int n = (int) Math.min(Math.min(left, length), block.length);
      long fresh = random.nextLong();
      for (int i = 0; i < 8; i++) {
        block[i] = (byte) (fresh >>> 8 * i);
      }
      System.arraycopy(block, 0, target, offset, n);
      left -= n;
      return n;
    }
  }
}
