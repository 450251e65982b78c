package dev.stowage.examples;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** Reads parts of a large blob: one range, several at once, and at will through a channel. */
public final class RangedReads {
  private static final int RECORD = 8;

  private RangedReads() {}

  public static void main(String[] args) throws IOException {
    try (BlobStore store = BlobStore.open(ExampleStore.url(args))) {
      ByteBuffer records = ByteBuffer.allocate(RECORD * 100_000);
      for (long i = 0; i < 100_000; i++) {
        records.putLong(i * i);
      }
      store.put("squares", BlobBody.of(records.flip()));

      ByteRange one = ByteRange.of(4321L * RECORD, RECORD);
      try (BlobReader reader = store.get("squares", GetOptions.defaults().withRange(one))) {
        System.out.println("4321² = " + ByteBuffer.wrap(reader.bytes()).getLong());
      }

      List<byte[]> several =
          store.readRanges("squares", List.of(at(99_999), at(7), at(8), ByteRange.last(RECORD)));
      several.forEach(bytes -> System.out.println(ByteBuffer.wrap(bytes).getLong()));

      try (SeekableByteChannel channel = store.openChannel("squares")) {
        ByteBuffer record = ByteBuffer.allocate(RECORD);
        channel.position(channel.size() / 2);
        while (record.hasRemaining() && channel.read(record) >= 0) {
          // Until the record is whole.
        }
        System.out.println("in the middle: " + record.flip().getLong());
      }
    }
  }

  private static ByteRange at(long index) {
    return ByteRange.of(index * RECORD, RECORD);
  }
}
