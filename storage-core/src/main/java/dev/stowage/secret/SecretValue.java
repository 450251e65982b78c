package dev.stowage.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a secret, held until {@link #close()} overwrites them with zeros.
 *
 * <p>It prints as {@code SecretValue(****)}. Two values are equal only if they are the same object,
 * so that neither {@code equals} nor {@code hashCode} tells anything of the bytes; compare with
 * {@link #sameAs}. What {@link #bytes()}, {@link #chars()} and {@link #text()} return is a copy
 * that the caller looks after; a {@link String} cannot be overwritten. Thread-safe.
 */
public final class SecretValue implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable SecretVersion version;
  private final byte[] bytes;
  private boolean closed;

  private SecretValue(byte[] bytes, @Nullable SecretVersion version) {
    this.bytes = bytes;
    this.version = version;
  }

  /** A value of a copy of these bytes. */
  public static SecretValue of(byte[] bytes) {
    return new SecretValue(bytes.clone(), null);
  }

  /** A value of this text in UTF-8. */
  public static SecretValue of(String text) {
    return encode(CharBuffer.wrap(text));
  }

  /** A value of this text in UTF-8; the array stays the caller's. */
  public static SecretValue of(char[] text) {
    return encode(CharBuffer.wrap(text));
  }

  /** A value of several named fields, as a JSON object of strings. */
  public static SecretValue ofFields(Map<String, String> fields) {
    try {
      return adopt(JSON.writeValueAsBytes(fields), null);
    } catch (JsonProcessingException e) {
      throw withoutWords("the fields cannot be written as JSON");
    }
  }

  /** For providers: a value that takes these very bytes over, and will overwrite them. */
  public static SecretValue adopt(byte[] bytes, @Nullable SecretVersion version) {
    return new SecretValue(bytes, version);
  }

  private static SecretValue encode(CharBuffer text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(text);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      overwrite(encoded);
      return new SecretValue(bytes, null);
    } catch (CharacterCodingException e) {
      throw withoutWords("the text has a lone surrogate, which UTF-8 cannot hold");
    }
  }

  private static void overwrite(ByteBuffer buffer) {
    buffer.clear();
    while (buffer.hasRemaining()) {
      buffer.put((byte) 0);
    }
  }

  /** Which version this is; empty for a value that was not read from a store. */
  public Optional<SecretVersion> version() {
    return Optional.ofNullable(version);
  }

  /** A copy of the bytes. */
  public synchronized byte[] bytes() {
    return open().clone();
  }

  /** Another value of the same bytes, closed on its own. */
  public synchronized SecretValue copy() {
    return new SecretValue(open().clone(), version);
  }

  /** Length in bytes. */
  public synchronized int size() {
    return open().length;
  }

  /**
   * The bytes as UTF-8 text.
   *
   * @throws StorageException INVALID_ARGUMENT when they are not UTF-8
   */
  public String text() {
    char[] chars = chars();
    try {
      return new String(chars);
    } finally {
      Arrays.fill(chars, '\0');
    }
  }

  /**
   * The bytes as UTF-8 text in an array that the caller can overwrite.
   *
   * @throws StorageException INVALID_ARGUMENT when they are not UTF-8
   */
  public synchronized char[] chars() {
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(open()));
      char[] chars = new char[decoded.remaining()];
      decoded.get(chars);
      decoded.clear();
      while (decoded.hasRemaining()) {
        decoded.put('\0');
      }
      return chars;
    } catch (CharacterCodingException e) {
      throw withoutWords("the secret is not UTF-8 text; read its bytes");
    }
  }

  /**
   * One field of a secret that is a JSON object. A field that is not a string is given as JSON.
   *
   * @throws StorageException NOT_FOUND when there is no such field; INVALID_ARGUMENT when the
   *     secret is not a JSON object
   */
  public String field(String name) {
    JsonNode field = object().get(name);
    if (field == null) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "the secret has no field \"" + name + "\"");
    }
    return textOf(field);
  }

  /**
   * All fields of a secret that is a JSON object, in written order.
   *
   * @throws StorageException INVALID_ARGUMENT when the secret is not a JSON object
   */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    object().properties().forEach(f -> fields.put(f.getKey(), textOf(f.getValue())));
    return fields;
  }

  private static String textOf(JsonNode field) {
    return field.isTextual() ? field.textValue() : field.toString();
  }

  private synchronized JsonNode object() {
    JsonNode node;
    try {
      node = JSON.readTree(open());
    } catch (IOException e) {
      throw withoutWords("the secret is not JSON");
    }
    if (node == null || !node.isObject()) {
      throw withoutWords("the secret is not a JSON object");
    }
    return node;
  }

  /** Whether both have the same bytes, in a time that does not depend on where they differ. */
  public boolean sameAs(SecretValue other) {
    byte[] theirs = other.bytes();
    try {
      synchronized (this) {
        return MessageDigest.isEqual(open(), theirs);
      }
    } finally {
      Arrays.fill(theirs, (byte) 0);
    }
  }

  private byte[] open() {
    if (closed) {
      throw StorageException.of(ErrorCode.CLOSED, "the secret value is closed");
    }
    return bytes;
  }

  /** The exceptions of decoders and parsers quote what they choke on, so there is no cause. */
  private static StorageException withoutWords(String reason) {
    return StorageException.invalidArgument(reason);
  }

  /** Overwrites the bytes. Closing again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretValue(****)";
  }
}
