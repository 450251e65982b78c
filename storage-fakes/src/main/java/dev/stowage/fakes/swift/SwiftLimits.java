package dev.stowage.fakes.swift;

import java.util.List;

/**
 * What a cluster takes, and says of itself at {@code /info}.
 *
 * @param legacy Swift 2.15.1 as NAVER Archive Storage runs it, without what is newer
 * @param digests of temporary URLs
 * @param bulkDelete whether it knows deletes of many objects in one request
 */
record SwiftLimits(
    boolean legacy, long maxFileSize, int maxSegments, List<String> digests, boolean bulkDelete) {

  static final long MAX_FILE_SIZE = 5_368_709_122L;
  static final int MAX_SEGMENTS = 1000;
  static final int NAME = 1024;
  static final int META_COUNT = 90;
  static final int META_NAME = 128;
  static final int META_VALUE = 256;
  static final int META_ALL = 4096;
  static final int LISTING = 10_000;
  static final int DELETES = 10_000;
  static final int FAILED_DELETES = 1000;

  SwiftLimits {
    digests = List.copyOf(digests);
  }

  /** The digests that a cluster takes if it is told nothing else. */
  static List<String> digestsOf(boolean legacy) {
    return legacy ? List.of("sha1") : List.of("sha1", "sha256", "sha512");
  }

  String version() {
    return legacy ? "2.15.1" : "2.30.0";
  }

  int maxManifestSize() {
    return (legacy ? 2 : 8) << 20;
  }

  int shortestContainer() {
    return legacy ? 3 : 1;
  }

  int longestContainer() {
    return legacy ? 30 : 256;
  }
}
