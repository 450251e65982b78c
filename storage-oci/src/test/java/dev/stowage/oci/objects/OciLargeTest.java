package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.fakes.oci.OciKeys;
import dev.stowage.oci.SecretFile;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file up, a stream of unknown length up and a blob down, in a heap of 64 MiB. {@code
 * -Dstowage.large.gib=10} does it with ten gibibytes each.
 */
@Tag("long")
class OciLargeTest {
  private static final long SIZE = Long.getLong("stowage.large.gib", 1) << 30;

  @TempDir Path directory;

  @Test
  void largerThanTheHeap_streams() throws Exception {
    Path file = directory.resolve("sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(SIZE);
    }
    Path credentials =
        SecretFile.of(
            Map.of(
                "user", "ocid1.user.oc1..x",
                "tenancy", "ocid1.tenancy.oc1..x",
                "fingerprint", "00:11",
                "region", "us-phoenix-1",
                "key_content", OciKeys.pem(OciKeys.generate())));
    try (SinkServer sink = new SinkServer(SIZE)) {
      Path output = directory.resolve("output");
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LargeChild.class.getName(),
                  "oci://b@n/?endpoint=http://127.0.0.1:"
                      + sink.port()
                      + "&credential=file:"
                      + credentials,
                  file.toString(),
                  directory.resolve("journals").toString(),
                  Long.toString(SIZE))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int status = child.waitFor();
      String said = Files.readString(output).strip();
      assertEquals(0, status, said);
      assertEquals("done " + SIZE, said.substring(said.lastIndexOf("done ")));
      assertEquals(2 * SIZE, sink.received());
    }
  }
}
