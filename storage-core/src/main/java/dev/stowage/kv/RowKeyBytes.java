package dev.stowage.kv;

import dev.stowage.StorageException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order-preserving form of key parts: an integer as 01 and eight bytes with the sign flipped, a
 * string as 02, its UTF-8 bytes with each 00 written as 00 FF, and a closing 00.
 */
final class RowKeyBytes {
  private static final int INTEGER = 1;
  private static final int STRING = 2;
  private static final int ESCAPED_ZERO = 0xff;

  private RowKeyBytes() {}

  static byte[] encode(List<Object> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof String text) {
        writeText(out, text);
        out.write(0);
      } else {
        out.write(INTEGER);
        long flipped = (Long) part ^ Long.MIN_VALUE;
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(flipped).array());
      }
    }
    return out.toByteArray();
  }

  /** The bytes that every key under the parent whose next part starts with the text begins with. */
  static byte[] prefix(@Nullable RowKey parent, @Nullable String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (parent != null) {
      out.writeBytes(parent.toBytes());
    }
    if (text != null) {
      writeText(out, text);
    }
    return out.toByteArray();
  }

  static List<Object> decode(ByteBuffer in) {
    List<Object> parts = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        int tag = in.get();
        if (tag == INTEGER) {
          parts.add(in.getLong() ^ Long.MIN_VALUE);
        } else if (tag == STRING) {
          parts.add(readText(in));
        } else {
          throw malformed(null);
        }
      }
    } catch (BufferUnderflowException | CharacterCodingException e) {
      throw malformed(e);
    }
    if (parts.isEmpty()) {
      throw malformed(null);
    }
    return parts;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void writeText(ByteArrayOutputStream out, String text) {
    out.write(STRING);
    for (byte b : utf8(text)) {
      out.write(b);
      if (b == 0) {
        out.write(ESCAPED_ZERO);
      }
    }
  }

  private static String readText(ByteBuffer in) throws CharacterCodingException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (byte b = in.get(); ; b = in.get()) {
      if (b == 0) {
        boolean escaped = in.hasRemaining() && (in.get(in.position()) & 0xff) == ESCAPED_ZERO;
        if (!escaped) {
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(text.toByteArray()))
              .toString();
        }
        in.get();
      }
      text.write(b);
    }
  }

  private static StorageException malformed(@Nullable Exception cause) {
    return StorageException.builder(
            dev.stowage.ErrorCode.INVALID_ARGUMENT, "these bytes are no row key")
        .cause(cause)
        .build();
  }
}
