package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NativeNamesTest {
  private static final long SEED = 20261124;

  @Test
  void path_knownKeys_areTheseFiles() {
    Map<String, String> table = new HashMap<>();
    table.put("a", "a=");
    table.put("a/b", "a+/b=");
    table.put("a/", "a+/%=");
    table.put("/a", "%+/a=");
    table.put("a//b", "a+/%+/b=");
    table.put("ReadMe.txt", "^read^me.txt=");
    table.put(".", "%2e=");
    table.put("..", "%2e%2e=");
    table.put("...", "%2e.%2e=");
    table.put(".stowage/x", "%2estowage+/x=");
    table.put("con", "%63on=");
    table.put("nul.tar.gz", "%6eul.tar.gz=");
    table.put("com1", "%63om1=");
    table.put("console", "console=");
    table.put("a b", "a%20b=");
    table.put("a ", "a%20=");
    table.put("50%", "50%25=");
    table.put("~x", "%7ex=");
    table.put("\0", "%00=");
    table.put("é", "%c3%a9=");
    table.put("a=+@^", "a%3d%2b%40%5e=");
    table.put("x".repeat(63), "x".repeat(63) + "=");
    table.put("x".repeat(64), "x".repeat(64) + "@/%=");
    table.put("x".repeat(65) + "/y", "x".repeat(64) + "@/x+/y=");
    table.forEach((key, path) -> assertEquals(path, NativeNames.path(key), key));
  }

  @Test
  void sortName_foreignNames_areLeftAlone() {
    for (String foreign :
        List.of(
            "a",
            "readme.txt",
            ".stowage",
            "A=",
            "a~",
            "lost+found",
            "%41=",
            "%2F=",
            "%2f=",
            "^A=",
            "^1=",
            "%=x",
            "=",
            "+",
            "a.=",
            "con=",
            "%c3%A9=",
            "%zz=",
            "%4=",
            "é=",
            "x@",
            "x".repeat(64) + "=",
            "x".repeat(65) + "@")) {
      assertNull(NativeNames.sortName(foreign), foreign);
    }
  }

  @Test
  void names_ofFuzzedKeys_areInjectiveSafeAndInOrder() {
    Random random = new Random(SEED);
    Set<String> keys = new HashSet<>();
    while (keys.size() < 10_000) {
      keys.add(key(random));
    }
    Map<String, String> byPath = new HashMap<>();
    for (String key : keys) {
      String path = NativeNames.path(key);
      assertNull(byPath.put(path, key), () -> "two keys at " + path);
      assertEquals(path.toLowerCase(Locale.ROOT), path);
      for (String name : path.split("/")) {
        assertTrue(name.length() <= 200, name);
        assertTrue(name.matches("[a-z0-9_.%^-]+[=+@]"), name);
      }
    }
    List<String> expected = new ArrayList<>(keys);
    expected.sort((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    assertEquals(expected, inOrderOfTree(byPath.keySet()));
  }

  /** Walks the paths as directories are walked: entries sorted by their sort names. */
  private static List<String> inOrderOfTree(Set<String> paths) {
    TreeSet<List<byte[]>> sorted =
        new TreeSet<>(
            (a, b) -> {
              for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                int order = Arrays.compareUnsigned(a.get(i), b.get(i));
                if (order != 0) {
                  return order;
                }
              }
              return a.size() - b.size();
            });
    for (String path : paths) {
      List<byte[]> names = new ArrayList<>();
      for (String name : path.split("/")) {
        byte[] sortName = NativeNames.sortName(name);
        assertEquals(name, NativeNames.fileName(sortName));
        names.add(sortName);
      }
      sorted.add(names);
    }
    List<String> keys = new ArrayList<>();
    for (List<byte[]> names : sorted) {
      java.io.ByteArrayOutputStream key = new java.io.ByteArrayOutputStream();
      names.forEach(key::writeBytes);
      keys.add(key.toString(StandardCharsets.UTF_8));
    }
    return keys;
  }

  private static String key(Random random) {
    int style = random.nextInt(4);
    int length = 1 + random.nextInt(style == 0 ? 3 : 200);
    StringBuilder key = new StringBuilder();
    while (key.length() < length) {
      if (style < 2) {
        key.append("ab/AB.%+=@^~ \0é".charAt(random.nextInt(15)));
      } else if (style == 2 && random.nextInt(40) > 0) {
        key.append((char) ('a' + random.nextInt(3)));
      } else {
        int c = random.nextInt(Character.MAX_CODE_POINT + 1);
        key.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '/' : c);
      }
    }
    return key.toString();
  }

  @Test
  void keyRule_longestKeys_fitThePathOrAreRefused() {
    NativeLayout layout = new NativeLayout(Path.of("/data/store"));
    for (String unit : List.of("/", "x", "X", "\1", "é", "\uFFFD", "😀", "\1/", "//x")) {
      String key = unit.repeat(1024 / utf8(unit).length);
      assertTrue(layout.keyRule().problem(key).isEmpty(), unit);
      assertTrue(layout.file(key).toString().length() <= 4095, unit);
      assertTrue(layout.keyRule().problem(key + unit).isPresent(), unit);
    }
    NativeLayout deep = new NativeLayout(Path.of("/" + "d".repeat(200) + "/x".repeat(900)));
    assertTrue(deep.keyRule().problem("/".repeat(1024)).orElseThrow().contains("path"));
    assertTrue(deep.keyRule().problem("x".repeat(1000)).isEmpty());
  }

  @Test
  void concatenation_ofCrcs_isTheCrcOfAll() {
    Random random = new Random(SEED);
    for (int first : new int[] {0, 1, 7, 4096, 100_003}) {
      byte[] a = new byte[first];
      byte[] b = new byte[random.nextInt(70_000)];
      random.nextBytes(a);
      random.nextBytes(b);
      assertEquals(crc(a, b), Crc32cConcatenation.of(crc(a), crc(b), b.length));
    }
    assertArrayEquals(new byte[0], NativeNames.sortName("%="));
  }

  private static int crc(byte[]... pieces) {
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    for (byte[] piece : pieces) {
      crc.update(piece, 0, piece.length);
    }
    return (int) crc.getValue();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
