package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code file:} URL says, and where in its path the store ends and the key begins.
 *
 * <p>A store is a directory that holds the marker. The nearest one at or above the path is meant;
 * what follows it is left exactly as it was written.
 */
final class FileUrl {
  private final StorageUrl url;
  private final OpenOptions options;

  FileUrl(StorageUrl url, OpenOptions options) {
    this.url = url;
    this.options = options;
    url.allowParams("layout", "sync", "create", "public");
    url.choice("layout", NativeLayout.NAME, NativeLayout.NAME, PlainLayout.NAME);
    url.choice("sync", "true", "true", "false");
    url.choice("create", "true", "true", "false");
    checkPlace(url);
  }

  /** Whether it is a whole path of this machine. */
  static void checkPlace(StorageUrl url) {
    if (!url.container().isEmpty() && !url.container().equalsIgnoreCase("localhost")) {
      throw StorageException.invalidArgument(
          "file://"
              + url.container()
              + "/ names a host; a directory of this machine has three slashes: file:///"
              + url.container()
              + "/"
              + url.path());
    }
    if (url.isRelative()) {
      throw StorageException.invalidArgument(
          "file:" + url.path() + " is relative; write the whole path, as in file:///directory");
    }
    if (url.path().indexOf('\0') >= 0) {
      throw StorageException.invalidArgument("the path of a file: URL holds U+0000");
    }
  }

  /** A store, and what is left of the path. */
  record Found(FileBlobDriver driver, String rest) {}

  /** For a URL that names a store or a part of it. */
  Found store() {
    return nearest().orElseGet(() -> at(directory(url.path()).normalize(), ""));
  }

  /** For a URL that names a blob, or a prefix. */
  Found blob() {
    return nearest().orElseGet(this::newStore);
  }

  /**
   * Where a blob goes when there is no store yet: the first directory of the path that is new or
   * empty becomes the store, and the rest is the key.
   */
  private Found newStore() {
    String path = url.path();
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      String candidate = path.substring(0, end);
      if (!isTidy(candidate)) {
        break;
      }
      Path root = directory(candidate);
      if (isNewOrEmpty(root)) {
        return at(root, path.substring(end + 1));
      }
    }
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    return at(directory(parent).normalize(), path.substring(slash + 1));
  }

  private static boolean isNewOrEmpty(Path root) {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return !Files.exists(root);
    }
  }

  /** The directory of an account. */
  Path directory() {
    return directory(url.path()).normalize();
  }

  private Optional<Found> nearest() {
    String path = url.path();
    for (int end = path.length(); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      String candidate = path.substring(0, end);
      if (isTidy(candidate)) {
        Path root = directory(candidate);
        String layout = layoutOf(root);
        if (layout != null) {
          String rest = end == path.length() ? "" : path.substring(end + 1);
          return Optional.of(at(root, rest));
        }
      }
      if (end == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  /** A key may hold dots and empty segments, and must not lead anywhere by them. */
  private static boolean isTidy(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..") || segment.isEmpty() && !path.isEmpty()) {
        return false;
      }
    }
    return path.indexOf('\0') < 0;
  }

  private static @Nullable String layoutOf(Path root) {
    try {
      return StoreMarker.layout(root);
    } catch (IOException e) {
      // Whatever it is, it is no store that can be opened; the first call says more.
      return null;
    }
  }

  private Found at(Path root, String rest) {
    String found = layoutOf(root);
    String wanted = url.param("layout").orElse(null);
    if (found != null && wanted != null && !found.equals(wanted)) {
      throw StorageException.invalidArgument(
          root + " is a store of layout=" + found + "; leave the parameter away or write that");
    }
    return new Found(driver(root, found != null ? found : wanted), rest);
  }

  FileBlobDriver driver(Path root, @Nullable String layout) {
    return new FileBlobDriver(settings(root), layout(root, layout));
  }

  /** The layout that new stores get. */
  String newLayout() {
    return url.choice("layout", NativeLayout.NAME, NativeLayout.NAME, PlainLayout.NAME);
  }

  static Layout layout(Path root, @Nullable String name) {
    if (name == null || name.equals(NativeLayout.NAME)) {
      return new NativeLayout(root);
    }
    if (name.equals(PlainLayout.NAME)) {
      return new PlainLayout(root);
    }
    throw StorageException.of(
        dev.stowage.ErrorCode.UNSUPPORTED, root + " is a store of the unknown layout " + name);
  }

  private StoreSettings settings(Path root) {
    return new StoreSettings(
        root,
        url.choice("sync", "true", "true", "false").equals("true"),
        url.choice("create", "true", "true", "false").equals("true"),
        url.param("public").map(FileUrl::publicUrl),
        signingKey(options),
        options.pacer());
  }

  static byte @Nullable [] signingKey(OpenOptions options) {
    return options
        .credentials()
        .flatMap(credentials -> credentials.field("signing_key"))
        .map(key -> key.getBytes(StandardCharsets.UTF_8))
        .orElse(null);
  }

  static String publicUrl(String text) {
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    try {
      URI uri = URI.create(trimmed);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return trimmed;
      }
    } catch (IllegalArgumentException e) {
      throw StorageException.builder(
              dev.stowage.ErrorCode.INVALID_ARGUMENT, "public=" + text + " is no URL")
          .cause(e)
          .build();
    }
    throw StorageException.invalidArgument(
        "public=" + text + "; it takes the address of a SignedUrlHandler: https://host/path");
  }

  /** Through a URI, which keeps the bytes where this JVM does not read file names as UTF-8. */
  static Path directory(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    String joined = "/" + StorageUrl.encodeKey(String.join("/", segments));
    return Path.of(URI.create("file://" + joined)).toAbsolutePath();
  }
}
