package dev.stowage.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the records of a journal say, and how each of them is written. Not thread-safe. */
final class JournalState {
  private static final int HEAD = 1;
  private static final int STARTING = 2;
  private static final int UPLOAD = 3;
  private static final int PART = 4;
  private static final int COMPLETING = 5;

  /** A finished part, from 1; the etag is empty for a download. */
  record Part(int number, long length, int crc, String etag) {}

  private final Map<Integer, Part> parts = new TreeMap<>();
  private @Nullable JournalHead head;
  private @Nullable Instant starting;
  private @Nullable String uploadId;
  private OptionalInt completing = OptionalInt.empty();

  /**
   * @throws IOException when a record is none that this version writes
   */
  static JournalState of(List<byte[]> records) throws IOException {
    JournalState state = new JournalState();
    for (byte[] record : records) {
      state.apply(record);
    }
    return state;
  }

  void apply(byte[] record) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(record));
    int type = in.readByte();
    switch (type) {
      case HEAD -> {
        head = JournalHead.of(in.readAllBytes());
        parts.clear();
        starting = null;
        uploadId = null;
        completing = OptionalInt.empty();
      }
      case STARTING -> starting = Instant.ofEpochMilli(in.readLong());
      case UPLOAD -> uploadId = JournalHead.text(in);
      case PART -> {
        Part part = new Part(in.readInt(), in.readLong(), in.readInt(), JournalHead.text(in));
        parts.put(part.number(), part);
      }
      case COMPLETING -> completing = OptionalInt.of(in.readInt());
      default -> throw new IOException("unknown record " + type);
    }
  }

  static byte[] head(JournalHead head) {
    return record(
        HEAD,
        out -> {
          out.write(head.bytes());
        });
  }

  static byte[] starting(Instant at) {
    return record(STARTING, out -> out.writeLong(at.toEpochMilli()));
  }

  static byte[] upload(String id) {
    return record(UPLOAD, out -> JournalHead.text(out, id));
  }

  static byte[] part(Part part) {
    return record(
        PART,
        out -> {
          out.writeInt(part.number());
          out.writeLong(part.length());
          out.writeInt(part.crc());
          JournalHead.text(out, part.etag());
        });
  }

  static byte[] completing(int crc) {
    return record(COMPLETING, out -> out.writeInt(crc));
  }

  private interface Filler {
    void fill(DataOutputStream out) throws IOException;
  }

  private static byte[] record(int type, Filler filler) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(type);
      filler.fill(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  @Nullable JournalHead head() {
    return head;
  }

  /** When an upload was about to be started, whether or not it then was. */
  @Nullable Instant starting() {
    return starting;
  }

  @Nullable String uploadId() {
    return uploadId;
  }

  Map<Integer, Part> parts() {
    return Collections.unmodifiableMap(parts);
  }

  /** The checksum of the whole, once all parts were there and the end was being made. */
  OptionalInt completing() {
    return completing;
  }

  long bytesDone() {
    return parts.values().stream().mapToLong(Part::length).sum();
  }
}
