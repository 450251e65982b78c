package dev.stowage.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The first record of a journal: what the transfer is.
 *
 * @param source for people
 * @param target for people
 * @param version of the source, and of how it is written; another one makes the parts worthless
 * @param size bytes in all; -1 when it was not known
 * @param partSize of every part but the last
 * @param began when
 * @param address where the target's uploads can be given up
 */
record JournalHead(
    TransferKind kind,
    String source,
    String target,
    String version,
    long size,
    long partSize,
    Instant began,
    Address address) {

  /**
   * A blob that another process can reach.
   *
   * @param url that opens the store; empty when it is not known
   * @param located whether the URL names a blob rather than a store
   * @param key as the opened store knows it
   */
  record Address(String url, boolean located, String key) {
    static final Address NONE = new Address("", false, "");
  }

  boolean fits(JournalHead other) {
    return kind == other.kind
        && version.equals(other.version)
        && size == other.size
        && partSize == other.partSize;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, kind.name());
      text(out, source);
      text(out, target);
      text(out, version);
      out.writeLong(size);
      out.writeLong(partSize);
      out.writeLong(began.toEpochMilli());
      text(out, address.url());
      out.writeBoolean(address.located());
      text(out, address.key());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static JournalHead of(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      return new JournalHead(
          TransferKind.valueOf(text(in)),
          text(in),
          text(in),
          text(in),
          in.readLong(),
          in.readLong(),
          Instant.ofEpochMilli(in.readLong()),
          new Address(text(in), in.readBoolean(), text(in)));
    } catch (IllegalArgumentException e) {
      throw new IOException("unknown kind of transfer", e);
    }
  }

  static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("text of " + length + " bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
