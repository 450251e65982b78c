package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;

/**
 * A container by the account it is in and its name there. On a file system the account is the
 * parent directory.
 */
record Container(String account, String name) {
  static Container of(String url) {
    StorageUrl parsed = StorageUrl.parse(url);
    if (!parsed.scheme().equals("file")) {
      if (parsed.container().isEmpty() || !parsed.path().isEmpty()) {
        throw StorageException.invalidArgument(
            "a container is named by " + parsed.scheme() + "://NAME, without a path");
      }
      String query = url.indexOf('?') < 0 ? "" : url.substring(url.indexOf('?'));
      return new Container(parsed.scheme() + ":" + query, parsed.container());
    }
    String path = parsed.path().replaceAll("/+$", "");
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "" : path.substring(0, slash);
    if (path.isEmpty()) {
      throw StorageException.invalidArgument("write file:///directory/NAME");
    }
    return new Container(parsed.withPath(parent).toString(), path.substring(slash + 1));
  }
}
