package dev.stowage.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureMatrixTest {
  @TempDir Path root;

  private void outcomes(String module, String file, String... rows) throws IOException {
    Path directory = Files.createDirectories(root.resolve(module + "/target/conformance"));
    Files.writeString(
        directory.resolve(file),
        "provider,configuration,service,case,outcome,detail\n" + String.join("\n", rows) + "\n");
  }

  @Test
  void matrix_ofTwoModules_countsAndTakesTheWorst() throws IOException {
    outcomes(
        "storage-b",
        "T.csv",
        "s3,fake,blob,B001,passed,\"\"",
        "s3,hostile,blob,B001,failed,\"expected: a, b\"",
        "s3,fake,blob,B002,refused,\"VERSIONS\"",
        "db,embedded,kv,K001,passed,\"\"");
    outcomes("storage-a", "T.csv", "mem,embedded,blob,B001,passed,\"\"");
    FeatureMatrix.main(new String[] {root.toString()});
    String text = Files.readString(root.resolve("docs/feature-matrix.md"));
    assertTrue(
        text.endsWith(
            """

            ## blob

            | provider | configuration | passed | refused | failed | skipped |
            |---|---|---|---|---|---|
            | mem | embedded | 1 | 0 | 0 | 0 |
            | s3 | fake | 1 | 1 | 0 | 0 |
            | s3 | hostile | 0 | 0 | 1 | 0 |

            | case | mem | s3 |
            |---|---|---|
            | B001 | passed | failed |
            | B002 |  | refused |

            ## kv

            | provider | configuration | passed | refused | failed | skipped |
            |---|---|---|---|---|---|
            | db | embedded | 1 | 0 | 0 | 0 |

            | case | db |
            |---|---|
            | K001 | passed |
            """),
        text);
    assertEquals(text, FeatureMatrix.of(root));
  }

  @Test
  void line_thatIsNone_isAnError() throws IOException {
    outcomes("m", "T.csv", "mem,embedded,blob,B001,maybe,\"\"");
    assertThrows(IllegalArgumentException.class, () -> FeatureMatrix.of(root));
  }
}
