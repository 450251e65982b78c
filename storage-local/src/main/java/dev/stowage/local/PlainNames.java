package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys as the very paths of files.
 *
 * <p>Where this JVM does not read file names as UTF-8, paths go through URIs, which keep their
 * bytes.
 */
final class PlainNames {
  private static final int LONGEST_NAME = 255;

  private final Path root;
  private final Path marker;
  private final String rootUri;
  private final boolean utf8 = FileSystemFacts.namesAreUtf8();
  private final int maxKeyBytes;

  PlainNames(Path root) {
    this.root = root;
    this.marker = root.resolve(StoreMarker.DIRECTORY);
    String uri = root.toUri().toString();
    this.rootUri = uri.endsWith("/") ? uri : uri + "/";
    int rootLength = root.toString().getBytes(StandardCharsets.UTF_8).length;
    this.maxKeyBytes = Math.max(1, FileSystemFacts.longestPath() - rootLength - 1);
  }

  int maxKeyBytes() {
    return maxKeyBytes;
  }

  /** Why no file can have exactly this name. */
  Optional<String> problem(String key) {
    String[] segments = key.split("/", -1);
    if (segments[0].toLowerCase(Locale.ROOT).equals(StoreMarker.DIRECTORY)) {
      return refused("it would lie in " + StoreMarker.DIRECTORY + ", where the store keeps itself");
    }
    for (String segment : segments) {
      if (segment.isEmpty()) {
        return refused("it has an empty segment: a slash at an end, or two together");
      }
      if (segment.equals(".") || segment.equals("..")) {
        return refused("it has the segment \"" + segment + "\"");
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        return refused("it has a segment of more than " + LONGEST_NAME + " bytes");
      }
      if (FileSystemFacts.isWindows() && (segment.endsWith(".") || segment.endsWith(" "))) {
        return refused("it has a segment that ends with a dot or a space");
      }
    }
    if (key.indexOf('\0') >= 0) {
      return refused("it holds U+0000");
    }
    if (FileSystemFacts.isMac() && !Normalizer.isNormalized(key, Normalizer.Form.NFC)) {
      return refused("it is not in Unicode's normal form C");
    }
    try {
      Path file = file(key);
      return file.getNameCount() == root.getNameCount() + segments.length
          ? Optional.empty()
          : refused("this system would read it as another path");
    } catch (InvalidPathException e) {
      return refused("this system refuses it: " + e.getReason());
    }
  }

  private static Optional<String> refused(String why) {
    return Optional.of("no file can have this key as its name: " + why + "; layout=native can");
  }

  Path file(String key) {
    return utf8 || isAscii(key)
        ? root.resolve(key)
        : Path.of(URI.create(rootUri + StorageUrl.encodeKey(key)));
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  Path child(Path directory, byte[] sortName) {
    int length = sortName.length - (NativeNames.isDirectory(sortName) ? 1 : 0);
    String name = new String(sortName, 0, length, StandardCharsets.UTF_8);
    if (utf8 || isAscii(name)) {
      return directory.resolve(name);
    }
    String uri = directory.toUri().toString();
    return Path.of(URI.create((uri.endsWith("/") ? uri : uri + "/") + StorageUrl.encodeKey(name)));
  }

  byte @Nullable [] sortName(Path entry) throws IOException {
    if (entry.equals(marker)) {
      return null;
    }
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    byte[] name = nameOf(entry);
    if (found.isDirectory()) {
      byte[] sortName = java.util.Arrays.copyOf(name, name.length + 1);
      sortName[name.length] = '/';
      return sortName;
    }
    return found.isRegularFile() ? name : null;
  }

  private byte[] nameOf(Path entry) {
    String name = String.valueOf(entry.getFileName());
    if (isAscii(name) || utf8 && name.indexOf('\uFFFD') < 0) {
      return name.getBytes(StandardCharsets.UTF_8);
    }
    String uri = entry.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    byte[] bytes = decode(uri.substring(uri.lastIndexOf('/', end - 1) + 1, end));
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return bytes;
    } catch (CharacterCodingException e) {
      throw StorageException.builder(
              ErrorCode.INVALID_KEY,
              "the name of the file " + uri + " is not UTF-8, so it cannot be a key; rename it")
          .cause(e)
          .build();
    }
  }

  private static byte[] decode(String encoded) {
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) == '%') {
        bytes[length++] = (byte) Integer.parseInt(encoded.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[length++] = (byte) encoded.charAt(i);
      }
    }
    return java.util.Arrays.copyOf(bytes, length);
  }
}
