package dev.stowage.transfer;

import dev.stowage.spi.KeyOrder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Strings in UTF-8 order, however many: those that do not fit into the limit are sorted by runs in
 * temporary files and merged while they are read. Add all, then read once.
 */
final class SortedNames implements Iterator<String>, AutoCloseable {
  private final int limit;
  private final List<String> memory = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final PriorityQueue<Run> heads =
      new PriorityQueue<>((a, b) -> KeyOrder.UTF8.compare(a.head(), b.head()));
  private @Nullable Iterator<String> only;

  /**
   * @param limit names held in memory
   */
  SortedNames(int limit) {
    this.limit = limit;
  }

  void add(String name) throws IOException {
    memory.add(name);
    if (memory.size() >= limit) {
      runs.add(Run.spill(sorted()));
      memory.clear();
    }
  }

  /** Ends adding. */
  void sort() throws IOException {
    if (runs.isEmpty()) {
      only = sorted().iterator();
      return;
    }
    runs.add(Run.of(new ArrayList<>(sorted()).iterator()));
    memory.clear();
    for (Run run : runs) {
      if (run.advance()) {
        heads.add(run);
      }
    }
  }

  private List<String> sorted() {
    memory.sort(KeyOrder.UTF8);
    return memory;
  }

  @Override
  public boolean hasNext() {
    return only == null ? !heads.isEmpty() : only.hasNext();
  }

  @Override
  public String next() {
    if (only != null) {
      return only.next();
    }
    Run first = heads.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    String name = first.head();
    try {
      if (first.advance()) {
        heads.add(first);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return name;
  }

  @Override
  public void close() {
    for (Run run : runs) {
      run.close();
    }
  }

  /** One sorted run, in a file that goes when it is closed, or in memory. */
  private static final class Run {
    private final @Nullable DataInputStream in;
    private final @Nullable Iterator<String> names;
    private String head = "";

    private Run(@Nullable DataInputStream in, @Nullable Iterator<String> names) {
      this.in = in;
      this.names = names;
    }

    static Run of(Iterator<String> names) {
      return new Run(null, names);
    }

    static Run spill(List<String> sorted) throws IOException {
      Path file = Files.createTempFile("stowage-names-", ".tmp");
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024))) {
        for (String name : sorted) {
          byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
          out.writeInt(bytes.length);
          out.write(bytes);
        }
      }
      return new Run(
          new DataInputStream(
              new BufferedInputStream(
                  Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), 16 * 1024)),
          null);
    }

    String head() {
      return head;
    }

    boolean advance() throws IOException {
      if (names != null) {
        boolean more = names.hasNext();
        head = more ? names.next() : "";
        return more;
      }
      if (in == null) {
        return false;
      }
      try {
        head = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        return true;
      } catch (EOFException e) {
        return false;
      }
    }

    void close() {
      if (in != null) {
        try {
          in.close();
        } catch (IOException e) {
          org.slf4j.LoggerFactory.getLogger(SortedNames.class).debug("closing a run failed", e);
        }
      }
    }
  }
}
