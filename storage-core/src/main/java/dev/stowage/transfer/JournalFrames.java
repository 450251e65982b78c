package dev.stowage.transfer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The records of a journal file: a header with the version of the format, then frames that are only
 * ever appended. A frame is its length, the inverted length, the CRC32C of the payload, and the
 * payload. A frame that is cut short is what a crash leaves; one that does not add up was changed.
 */
final class JournalFrames {
  static final byte[] HEADER = {'S', 't', 'o', 'w', 'a', 'g', 'e', 1};

  private static final int FRAME_HEAD = 12;
  private static final int LARGEST = 1 << 20;

  /** What was read: whole records, and whether something among them cannot be trusted. */
  record Contents(List<byte[]> records, boolean damaged) {}

  private JournalFrames() {}

  /** Reads everything and leaves the file cut to its whole frames, ready to append. */
  static Contents open(RandomAccessFile file) throws IOException {
    long length = file.length();
    byte[] header = new byte[HEADER.length];
    if (length < header.length) {
      clear(file);
      return new Contents(List.of(), length > 0);
    }
    file.seek(0);
    file.readFully(header);
    if (!java.util.Arrays.equals(header, HEADER)) {
      return new Contents(List.of(), true);
    }
    List<byte[]> records = new ArrayList<>();
    byte[] all = new byte[Math.toIntExact(length - header.length)];
    file.readFully(all);
    ByteBuffer rest = ByteBuffer.wrap(all);
    boolean damaged = false;
    int good = 0;
    while (rest.remaining() >= FRAME_HEAD) {
      int size = rest.getInt();
      int inverted = rest.getInt();
      int crc = rest.getInt();
      if (size != ~inverted || size < 1 || size > LARGEST) {
        damaged = true;
        break;
      }
      if (rest.remaining() < size) {
        break;
      }
      byte[] record = new byte[size];
      rest.get(record);
      if (crc != crcOf(record)) {
        damaged = true;
        break;
      }
      records.add(record);
      good = rest.position();
    }
    long end = header.length + (long) good;
    if (end < length) {
      file.setLength(end);
    }
    file.seek(end);
    return new Contents(records, damaged);
  }

  /** Forgets everything. */
  static void clear(RandomAccessFile file) throws IOException {
    file.setLength(0);
    file.seek(0);
    file.write(HEADER);
  }

  /** One write, so that a crash leaves at most one frame cut short. */
  static void append(RandomAccessFile file, byte[] record) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD + record.length);
    frame.putInt(record.length).putInt(~record.length).putInt(crcOf(record)).put(record);
    file.write(frame.array());
  }

  private static int crcOf(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record, 0, record.length);
    return (int) crc.getValue();
  }
}
