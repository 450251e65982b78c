package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads credentials as providers hand them out: the JSON key of a Google service account, a JSON
 * object of named values (such as {@code user_name}, {@code access_key_id} and {@code
 * secret_access_key}), and the CSV files of Amazon's console. Which it is, is seen by the content:
 * a <code>&#123;</code> begins JSON.
 *
 * <p>JSON may have a comma after its last entry, since a documented sample has one. Values are
 * text; numbers and booleans are taken as text. Of a service account all ten fields that the
 * console writes must be there; other fields are kept. CSV files may begin with a byte order mark,
 * end lines in any way, quote values, and have other columns, which are left out; the user's name
 * may be missing.
 *
 * <p>Failures name the file and the field, and never quote a content.
 */
public final class CredentialsFile {
  /** The largest file that is read, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private CredentialsFile() {}

  /**
   * Reads the credentials of a file; of a CSV file with several users, those of the first.
   *
   * @throws StorageException NOT_FOUND when there is no such file, PERMISSION_DENIED when it cannot
   *     be read, INVALID_ARGUMENT saying what is wrong with it
   */
  public static Credentials read(Path file) {
    return readAll(file).get(0);
  }

  /** Reads the credentials of all users of a CSV file, or the one of a JSON file. */
  public static List<Credentials> readAll(Path file) {
    byte[] content = bytes(file);
    try {
      return parseAll(file.toString(), content);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /**
   * Reads credentials from bytes, which stay the caller's to overwrite.
   *
   * @param name what failures call it, such as the name of a file
   * @throws StorageException INVALID_ARGUMENT saying what is wrong
   */
  public static Credentials parse(String name, byte[] content) {
    return parseAll(name, content).get(0);
  }

  private static List<Credentials> parseAll(String name, byte[] content) {
    if (content.length > MAX_BYTES) {
      throw wrong(name, "is larger than " + MAX_BYTES + " bytes, so it holds no credentials");
    }
    String text = text(name, content);
    if (text.isBlank()) {
      throw wrong(name, "is empty");
    }
    List<Map<String, String>> found =
        text.stripLeading().startsWith("{")
            ? List.of(CredentialsJson.read(name, text))
            : CredentialsCsv.read(name, text);
    return found.stream().map(Credentials::of).toList();
  }

  /** Refuses credentials that say what they are and are not whole. */
  static void check(String name, Credentials credentials) {
    CredentialsJson.check(name, credentials.fields());
  }

  static StorageException wrong(String name, String reason) {
    return StorageException.invalidArgument("the credentials " + name + ": " + reason);
  }

  private static String text(String name, byte[] content) {
    if (content.length >= 2
        && (content[0] == (byte) 0xff && content[1] == (byte) 0xfe
            || content[0] == (byte) 0xfe && content[1] == (byte) 0xff)) {
      throw wrong(name, "is in UTF-16; save it as UTF-8");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw wrong(name, "is not UTF-8 text");
    }
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "there is no credentials file " + file);
    } catch (IOException e) {
      throw StorageException.builder(
              ErrorCode.PERMISSION_DENIED, "the credentials file " + file + " cannot be read")
          .cause(e)
          .build();
    }
  }
}
