package dev.stowage.conformance.blob;

import java.util.ArrayList;
import java.util.List;

/** Keys that stores have been seen to get wrong. */
final class AwkwardKeys {
  private static final String[] TABLE = {
    // Separators.
    "a/b/c",
    "a//b///c",
    "/",
    "//",
    "/leading",
    "trailing/",
    "a/",
    "../a/../b",
    "./a",
    "a/./b",
    ".",
    "..",
    "...",
    "a/..",
    "a/.",
    ".hidden",
    "a/.hidden/b",
    "a\\b\\\\c\\\\\\d",
    "C:\\temp",
    "C:",
    // Quoting and markup.
    "'single'",
    "\"double\"",
    "`tick`",
    "<tag attr=\"&amp;\">",
    "&lt;",
    "]]>",
    "[ ] { }",
    "{a,b}",
    "$HOME ${x} $(y)",
    "a;b",
    "a|b>c<d",
    "*?",
    "a:b",
    "a=b",
    "a,b",
    "@",
    "!",
    "~home",
    "^",
    "-rf",
    // URLs.
    "#?&",
    "a?b=c&d",
    "a#b",
    "%46",
    "%2F",
    "%2f",
    "%",
    "%%",
    "%zz",
    "a%00b",
    "+",
    "a+b c",
    "http://x/y",
    "a%252Fb",
    "__0x2f__",
    "=2F=",
    // Spaces and controls.
    " ",
    " a",
    "a ",
    "a  b",
    ".a ",
    "a.",
    "a. ",
    "\ta",
    "a\t",
    "\na",
    "a\n",
    "\ra",
    "a\r",
    "\u000Ba",
    "a\u000B",
    "\fa",
    "a\f",
    "a\u0000b",
    "\u0001",
    "\u007F",
    "a\u0085b",
    "a\u2028b",
    // Unicode.
    "0digit",
    "é",
    "e\u0301",
    "ß",
    "İi",
    "ſ",
    "世界",
    "／full／width",
    "．",
    "＂＼",
    "مرحبا",
    "\u202Eabc",
    "👩\u200D👩\u200D👧",
    "😀",
    "\uFFFD",
    "\uFFFE",
    "\uE000",
    "\uFEFFbom",
    "𝄞\uD834\uDD1E",
    "a\u00A0b",
    // Names that mean something to someone.
    "CON",
    "nul.txt",
    "aux",
    "LPT1",
    "index.html",
    "desktop.ini",
    ".git/config",
    "A",
    "a",
  };

  private AwkwardKeys() {}

  /** The table, and the 128 characters of ASCII in groups of sixteen. */
  static List<String> all() {
    List<String> keys = new ArrayList<>(List.of(TABLE));
    for (int group = 0; group < 8; group++) {
      StringBuilder key = new StringBuilder("ascii");
      for (int c = 16 * group; c < 16 * group + 16; c++) {
        key.append((char) c);
      }
      keys.add(key.toString());
    }
    return keys.stream().distinct().toList();
  }

  /** Those that the provider under test can store. */
  static List<String> legal(Bench bench) {
    return all().stream().filter(key -> isLegal(bench, key)).toList();
  }

  /** Those that it must refuse. */
  static List<String> illegal(Bench bench) {
    return all().stream().filter(key -> !isLegal(bench, key)).toList();
  }

  static boolean isLegal(Bench bench, String key) {
    return bench.limits().keyRule().problem(key).isEmpty();
  }
}
