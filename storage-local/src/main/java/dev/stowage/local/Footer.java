package dev.stowage.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * What follows the content in a file of the native layout: JSON, and a trailer of fixed size that
 * is found from the end.
 *
 * <pre>
 * content | JSON | content length 8 | JSON length 4 | CRC32C 4 | version 4 | "STWG"
 * </pre>
 *
 * <p>The CRC covers the JSON and the two lengths. Numbers are big-endian.
 */
final class Footer {
  static final int TRAILER = 24;
  private static final int MAGIC = 0x53545747;
  private static final int VERSION = 1;
  private static final int MOST_JSON = 16 << 20;

  /** Most footers, and many whole blobs, are read by one read of so many bytes. */
  private static final int TAIL = 4096;

  private Footer() {}

  static ByteBuffer encode(BlobInfo info) {
    byte[] json = BlobJson.bytes(BlobJson.write(info));
    ByteBuffer footer = ByteBuffer.allocate(json.length + TRAILER);
    footer.put(json).putLong(info.size()).putInt(json.length);
    CRC32C crc = new CRC32C();
    crc.update(footer.array(), 0, footer.position());
    return footer.putInt((int) crc.getValue()).putInt(VERSION).putInt(MAGIC).flip();
  }

  /**
   * A blob as its file has it.
   *
   * @param tail the end of the file
   * @param tailStart where in the file it begins
   */
  record Read(BlobInfo info, byte[] tail, long tailStart) {}

  /**
   * @throws StorageException INTEGRITY_FAILURE when the file is no blob, or not as it was written
   */
  static Read read(String key, FileChannel channel) throws IOException {
    long length = channel.size();
    byte[] tail = tail(channel, length, (int) Math.min(length, TAIL));
    if (length < TRAILER) {
      throw damaged("it has " + length + " bytes, fewer than any blob");
    }
    ByteBuffer trailer = ByteBuffer.wrap(tail, tail.length - TRAILER, TRAILER);
    long size = trailer.getLong();
    int jsonLength = trailer.getInt();
    int crc = trailer.getInt();
    int version = trailer.getInt();
    if (trailer.getInt() != MAGIC) {
      throw damaged("it does not end as a blob");
    }
    if (version != VERSION) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          "the file has format " + version + "; this version of Stowage reads " + VERSION);
    }
    if (jsonLength < 0 || jsonLength > MOST_JSON || size + jsonLength + TRAILER != length) {
      throw damaged("its lengths do not add up");
    }
    int footer = jsonLength + TRAILER;
    if (footer > tail.length) {
      tail = tail(channel, length, footer);
    }
    int start = tail.length - footer;
    CRC32C check = new CRC32C();
    check.update(tail, start, jsonLength + 12);
    if ((int) check.getValue() != crc) {
      throw damaged("the checksum of its footer does not fit");
    }
    byte[] json = java.util.Arrays.copyOfRange(tail, start, start + jsonLength);
    return new Read(info(key, size, json), tail, length - tail.length);
  }

  private static BlobInfo info(String key, long size, byte[] json) {
    try {
      JsonNode node = BlobJson.parse(json);
      return BlobJson.read(key, size, node);
    } catch (IOException e) {
      throw damaged("its footer cannot be read");
    }
  }

  private static byte[] tail(FileChannel channel, long length, int bytes) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate(bytes);
    while (tail.hasRemaining()) {
      if (channel.read(tail, length - tail.remaining()) < 0) {
        throw damaged("it became shorter while it was read");
      }
    }
    return tail.array();
  }

  private static StorageException damaged(String what) {
    return StorageException.of(
        ErrorCode.INTEGRITY_FAILURE,
        "the file of this blob is damaged: " + what + "; write the blob again or delete it");
  }
}
