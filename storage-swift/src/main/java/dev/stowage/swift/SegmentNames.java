package dev.stowage.swift;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How segments are named: after their object, with a part that is unique for each upload, so that
 * two generations never mix. Either as python-swiftclient does, {@code
 * KEY/slo/TIME/UPLOAD/00000000}, or as in NAVER's documents, {@code
 * segments-for-KEY/TIME-UPLOAD/segment-1}.
 */
final class SegmentNames {
  /** Names that start so are notes of uploads that are under way. */
  static final String NOTES = "stowage-uploads/";

  private static final String LONG = "stowage-long/";
  private static final String FOR = "segments-for-";
  private static final int LONGEST = 1024;
  private static final int SUFFIX = 64;
  private static final Pattern ID = Pattern.compile("[0-9]{1,12}\\.[0-9]{6}-[0-9a-f]{16}");
  private static final Pattern NOTE = Pattern.compile("(?s)(.+)/slo/([0-9.]+)/([0-9a-f]{16})");
  private static final Pattern SLO =
      Pattern.compile("(?s)(.+)/slo/[0-9.]+/[^/]+(/[^/]+)?/[0-9]{8}");
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "(?s)segments-for-(.+?)(/[0-9]{1,12}\\.[0-9]{6}-[0-9a-f]{16})?/segment-[0-9]+");

  private final boolean document;

  SegmentNames(boolean document) {
    this.document = document;
  }

  static String newId(java.time.Instant now) {
    return String.format(
        "%d.%06d-%016x",
        now.getEpochSecond(), now.getNano() / 1000, ThreadLocalRandom.current().nextLong());
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** What the names of all segments of an upload start with. */
  String prefix(String key, String id) {
    String stem = stem(key);
    return document ? FOR + stem + "/" + id + "/" : stem + "/slo/" + id.replace('-', '/') + "/";
  }

  String segment(String key, String id, int number) {
    String prefix = prefix(key, id);
    return document ? prefix + "segment-" + number : prefix + String.format("%08d", number - 1);
  }

  /** The number of a part from the name of its segment. */
  OptionalInt number(String prefix, String name) {
    String rest = name.substring(prefix.length());
    String digits = document ? rest.replaceFirst("^segment-", "") : rest;
    if (!digits.matches("[0-9]{1,8}")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(digits) + (document ? 0 : 1));
  }

  static String note(String key, String id) {
    return NOTES + stem(key) + "/slo/" + id.replace('-', '/');
  }

  /** The key as it stands in names; of one that leaves no room for more, a digest. */
  static String stem(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    return bytes + SUFFIX + NOTES.length() <= LONGEST
        ? key
        : LONG + HexFormat.of().formatHex(NaverPreset.sha256(key));
  }

  /** Key, or the digest for it, and id from the name of a note. */
  record Note(String stem, String id, boolean shortened) {}

  static Optional<Note> note(String name) {
    Matcher note = NOTE.matcher(name.substring(NOTES.length()));
    if (!note.matches()) {
      return Optional.empty();
    }
    String stem = note.group(1);
    boolean shortened = stem.matches(LONG + "[0-9a-f]{64}");
    return Optional.of(new Note(stem, note.group(2) + "-" + note.group(3), shortened));
  }

  /**
   * Whether a segment's name says that it was made for this object, by us or by python-swiftclient.
   */
  static boolean isNamedAfter(String key, String name) {
    return name.startsWith(stem(key) + "/slo/") || name.startsWith(FOR + stem(key) + "/");
  }

  /** The {@link #stem} of the object that a segment was made for, as far as its name tells. */
  static Optional<String> stemOf(String name) {
    Matcher document = DOCUMENT.matcher(name);
    if (document.matches()) {
      return Optional.of(document.group(1));
    }
    Matcher slo = SLO.matcher(name);
    return slo.matches() ? Optional.of(slo.group(1)) : Optional.empty();
  }
}
