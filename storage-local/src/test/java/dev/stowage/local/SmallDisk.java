package dev.stowage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own, which only root can mount. */
final class SmallDisk {
  private SmallDisk() {}

  static Path mount(int mebibytes) throws Exception {
    Path at = TestStores.temporary();
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", at.toString()) == 0,
        "only root can mount a file system");
    return at;
  }

  static void remountReadOnly(Path at) throws Exception {
    if (run("mount", "-o", "remount,ro", at.toString()) != 0) {
      throw new IOException("cannot make it read-only");
    }
  }

  static void unmount(Path at) throws Exception {
    if (run("umount", at.toString()) != 0) {
      throw new IOException("cannot unmount " + at);
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
  }
}
