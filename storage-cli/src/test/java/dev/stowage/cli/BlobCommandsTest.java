package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person gives them, on a store in a temporary directory. */
class BlobCommandsTest {
  @TempDir Path directory;
  private String store = "";

  @BeforeEach
  void makeStore() throws Exception {
    store = "file://" + directory.resolve("store").toUri().getRawPath();
    assertEquals(0, run("mb", store).code());
  }

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, new byte[0], args);
  }

  private CommandRun pipe(String input, String... args) throws Exception {
    return CommandRun.in(directory, input.getBytes(StandardCharsets.UTF_8), args);
  }

  private static void assertFails(int code, String words, CommandRun run) {
    assertEquals(code, run.code(), run.errors());
    assertTrue(run.errors().contains(words), run.errors());
    assertFalse(run.errors().contains("\tat "), run.errors());
    assertEquals("", run.text());
  }

  @Test
  void putCatStatGet_roundTrip() throws Exception {
    String url = store + "/a%20b/%C3%A9.txt";
    assertEquals(0, pipe("hello", "put", "-", url, "--metadata", "Origin=test").code());
    assertEquals("hello", run("cat", url).text());
    String stat = run("stat", url, "--json").text();
    assertTrue(stat.contains("\"key\":\"a b/é.txt\""), stat);
    assertTrue(stat.contains("\"size\":5"), stat);
    assertTrue(stat.contains("\"contentType\":\"text/plain\""), stat);
    assertTrue(stat.contains("\"metadata\":{\"origin\":\"test\"}"), stat);
    assertEquals("ell", run("get", url, "-", "--range", "1-3").text());
    assertEquals(0, run("get", url, "copy.txt").code());
    assertEquals("hello", Files.readString(directory.resolve("copy.txt")));
  }

  @Test
  void conditions_notMet_exitWith4AndChangeNothing() throws Exception {
    String url = store + "/k";
    assertEquals(0, pipe("1", "put", "-", url, "--if-absent").code());
    assertFails(4, "there is a blob already", pipe("2", "put", "-q", "-", url, "--if-absent"));
    assertFails(4, "etag", pipe("2", "put", "-q", "-", url, "--if-match", "nope"));
    assertEquals("1", run("cat", url).text());
  }

  @Test
  void ls_showsADirectoryAndAllBelow() throws Exception {
    for (String key : new String[] {"a", "b/c", "b/d%0Ae", "b2"}) {
      assertEquals(0, pipe(key, "put", "-q", "-", store + "/" + key).code());
    }
    assertEquals("a\nb/\nb2\n", run("ls", store).text());
    assertEquals("b/c\nb/d\\x0ae\n", run("ls", store + "/b").text());
    assertEquals("a\nb/c\nb/d\\x0ae\nb2\n", run("ls", "-r", store).text());
    assertEquals(
        "{\"key\":\"a\",\"size\":1",
        run("ls", store, "--json").text().lines().findFirst().orElse("").substring(0, 19));
    assertFails(3, "no such object or prefix", run("ls", store + "/nothing"));
    assertTrue(run("du", store + "/b").text().startsWith("2 objects, "));
  }

  @Test
  void rm_oneAndTree() throws Exception {
    pipe("1", "put", "-q", "-", store + "/t/1");
    pipe("2", "put", "-q", "-", store + "/t/2");
    assertEquals(0, run("rm", store + "/t/1").code());
    assertFails(3, "no such blob", run("rm", store + "/t/1"));
    assertEquals(0, run("rm", "-f", store + "/t/1").code());
    assertEquals("deleted 1 object\n", run("rm", "-r", store + "/t").text());
    assertEquals("", run("ls", store).text());
  }

  @Test
  void cpTree_thereAndBack_isTheSame() throws Exception {
    Path tree = directory.resolve("tree");
    Files.createDirectories(tree.resolve("d e/f"));
    Files.writeString(tree.resolve("%41"), "1");
    Files.writeString(tree.resolve("d e/f/+ü\n#?"), "2");
    Files.write(tree.resolve("d e/empty"), new byte[0]);
    assertEquals(0, run("cp", "-r", "tree", store + "/t").code());
    assertEquals(0, run("cp", "-r", store + "/t", "back").code());
    assertEquals("2", Files.readString(directory.resolve("back/d e/f/+ü\n#?")));
    assertEquals("1", Files.readString(directory.resolve("back/%41")));
    assertEquals(0, run("check", "tree", store + "/t").code());
    assertTrue(run("sync", "tree", store + "/t").text().startsWith("nothing to do"));
    Files.writeString(tree.resolve("%41"), "other");
    assertTrue(run("sync", "-n", "tree", store + "/t").text().contains("%41"));
    assertEquals(1, run("check", "tree", store + "/t").code());
    assertTrue(run("sync", "tree", store + "/t").text().startsWith("copied 1 object"));
  }

  @Test
  void mv_movesAndCopyOfBinary_isExact() throws Exception {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Files.write(directory.resolve("bin"), bytes);
    assertEquals(0, run("cp", "bin", store + "/").code());
    assertEquals(0, run("mv", store + "/bin", store + "/moved").code());
    assertFails(3, "bin", run("cat", store + "/bin"));
    assertArrayEquals(bytes, run("cat", store + "/moved").bytes());
  }

  @Test
  void badInput_isOneLineAndTheRightCode() throws Exception {
    assertFails(2, "no blob provider for the scheme \"nope\"", run("ls", "nope://x"));
    assertFails(2, "unknown parameter \"layuot\"", run("ls", store + "?layuot=plain"));
    assertFails(2, "must start with a scheme", run("ls", "/tmp"));
    assertFails(2, "two hexadecimal digits", run("cat", store + "/%zz"));
    assertFails(3, "missing", run("put", "missing", store + "/x"));
    assertFails(2, "is not a range", run("get", store + "/x", "-", "--range", "9"));
    assertFails(2, "one end must be a store", run("cp", "a", "b"));
    assertFails(2, "Unmatched argument", run("lss"));
    assertFails(2, "is not a time", run("sign", store + "/x", "--expires", "soon"));
    assertEquals("", run("ls", store).text());
  }

  @Test
  void helpAndVersion_areOnStandardOutput() throws Exception {
    assertTrue(run("--version").text().startsWith("stowage "));
    assertTrue(run("--help").text().contains("demo"));
    assertTrue(run("cp", "--help").text().contains("--recursive"));
  }

  @Test
  void demo_walksThrough() throws Exception {
    CommandRun demo = run("demo");
    assertEquals(0, demo.code(), demo.errors());
    assertTrue(demo.text().lines().count() >= 10, demo.text());
  }
}
