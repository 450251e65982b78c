import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one workload with one client in this process, warm, and prints what it took as a line of
 * JSON. Arguments: the client's class, a variant of it or {@code -}, the workload, the directory of
 * the data, the bytes or the number of things, and the key or file to write.
 */
final class Bench {
  private static final String WARM = "warm";
  private static final long WARM_SIZE = 256 << 20;

  public static void main(String[] args) throws Exception {
    Peer peer =
        (Peer) Class.forName(args[0]).getDeclaredConstructor(String.class).newInstance(args[1]);
    Path data = Path.of(args[3]);
    long size = Long.parseLong(args[4]);
    Measure measure = new Measure();
    boolean warm = !Boolean.getBoolean("cold");
    try {
      run(peer, args[2], data, size, args[5], measure, warm);
    } catch (Throwable e) {
      Throwable cause = e;
      while (cause.getCause() != null && cause.getCause() != cause) {
        cause = cause.getCause();
      }
      e.printStackTrace();
      measure.text("error", cause.toString());
    }
    System.out.println(measure.json());
    System.out.flush();
    // Clients that leave threads behind, or take their time to close, are not measured for that.
    System.exit(0);
  }

  private static void run(
      Peer peer, String workload, Path data, long size, String name, Measure measure, boolean warm)
      throws Exception {
    Path file = data.resolve("file-" + size);
    Path warmFile = data.resolve("file-" + (warm ? WARM_SIZE : 4096));
    switch (workload) {
      case "up" -> {
        peer.upload(WARM, warmFile);
        measure.section(() -> peer.upload(name, file));
      }
      case "down" -> {
        Path target = Path.of(name);
        peer.download("fix-" + Files.size(warmFile), target);
        Files.delete(target);
        measure.section(() -> peer.download("fix-" + size, target));
      }
      case "stream" -> {
        try (InputStream in = unknown(warmFile)) {
          peer.uploadStream(WARM, in);
        }
        try (InputStream in = unknown(file)) {
          measure.section(() -> peer.uploadStream(name, in));
        }
      }
      case "small" -> SmallObjects.run(peer, Files.readAllBytes(file), measure);
      case "list" -> {
        peer.list("list-20000");
        measure.section(() -> measure.number("n", peer.list("list-" + size)));
      }
      case "delete" -> {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          keys.add(String.format("del/some/longer/prefix/obj-%07d.bin", i));
        }
        peer.delete(keys.subList(0, 2000));
        measure.section(() -> peer.delete(keys));
      }
      case "tree" -> {
        peer.uploadTree(data.resolve("tree-200"), "warm/");
        measure.section(() -> peer.uploadTree(data.resolve("tree-" + size), name + "/"));
      }
      case "get" -> peer.get("fix-" + size);
      case "cold" -> {
        peer.put(name, Files.readAllBytes(file));
        System.out.println("DONE");
        System.out.flush();
      }
      default -> throw new IllegalArgumentException("no workload " + workload);
    }
  }

  /** A stream that tells nothing of its length. */
  private static InputStream unknown(Path file) throws IOException {
    return new FilterInputStream(Files.newInputStream(file)) {
      @Override
      public int available() {
        return 0;
      }

      @Override
      public boolean markSupported() {
        return false;
      }
    };
  }
}
