package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The program, and its processes. */
final class Ffmpeg {
  private static final int LAST_LINES = 200;
  private static final int LINE = 300;
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    // They would go on, and make files that nobody takes.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "stowage-ffmpeg-end"));
  }

  private final @Nullable String configured;
  private final Map<String, String> environment;

  Ffmpeg(@Nullable String configured, Map<String, String> environment) {
    this.configured = configured;
    this.environment = environment;
  }

  /**
   * Where it is.
   *
   * @throws StorageException UNSUPPORTED, saying how to get it
   */
  Path program() {
    if (configured != null) {
      Path path = Path.of(configured).toAbsolutePath();
      if (Files.isExecutable(path) && !Files.isDirectory(path)) {
        return path;
      }
      throw missing("ffmpeg=" + configured + " is no program that can be run");
    }
    String name = FileSystemFacts.isWindows() ? "ffmpeg.exe" : "ffmpeg";
    for (String directory : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path path = directory.isEmpty() ? null : Path.of(directory, name);
      if (path != null && Files.isExecutable(path) && !Files.isDirectory(path)) {
        return path.toAbsolutePath();
      }
    }
    throw missing("media jobs on this machine need ffmpeg, which is not on the PATH");
  }

  private static StorageException missing(String what) {
    return StorageException.of(
        ErrorCode.UNSUPPORTED,
        what
            + "; install it (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg) or"
            + " name it in the URL: ffmpeg=/path/to/ffmpeg");
  }

  /** Starts it in a directory that it need not leave. */
  Running start(Path directory, List<String> arguments, LongConsumer micros) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.addAll(List.of("-hide_banner", "-nostdin", "-nostats", "-y", "-progress", "pipe:1"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    clean(builder.environment());
    Process process = builder.start();
    RUNNING.add(process);
    process.getOutputStream().close();
    return new Running(process, micros);
  }

  /** FFREPORT alone would make it write a file somewhere else. */
  static void clean(Map<String, String> variables) {
    variables.keySet().removeIf(name -> name.startsWith("FF") || name.startsWith("AV_"));
  }

  /** One process and what it says. */
  static final class Running {
    private final Process process;
    private final Deque<String> last = new ArrayDeque<>();
    private final List<Thread> readers = new ArrayList<>();

    private Running(Process process, LongConsumer micros) {
      this.process = process;
      read(process.getErrorStream(), this::remember);
      read(process.getInputStream(), line -> progress(line, micros));
    }

    private void read(InputStream from, java.util.function.Consumer<String> line) {
      Thread reader =
          new Thread(
              () -> {
                try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                  for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                    line.accept(next);
                  }
                } catch (IOException e) {
                  remember("its output ended: " + e.getMessage());
                }
              },
              "stowage-ffmpeg-output");
      reader.setDaemon(true);
      reader.start();
      readers.add(reader);
    }

    private void remember(String line) {
      synchronized (last) {
        last.addLast(line.length() > LINE ? line.substring(0, LINE) : line);
        if (last.size() > LAST_LINES) {
          last.removeFirst();
        }
      }
    }

    private static void progress(String line, LongConsumer micros) {
      if (line.matches("out_time_us=[0-9]{1,18}")) {
        micros.accept(Long.parseLong(line.substring(line.indexOf('=') + 1)));
      }
    }

    Process process() {
      return process;
    }

    List<String> lines() {
      synchronized (last) {
        return List.copyOf(last);
      }
    }

    /** Its last words that say anything, on one line. */
    String lastWords(int lines) {
      List<String> words = new ArrayList<>(lines());
      words.removeIf(String::isBlank);
      List<String> end = words.subList(Math.max(0, words.size() - lines), words.size());
      return end.isEmpty() ? "it said nothing" : String.join("; ", trimmed(end));
    }

    private static List<String> trimmed(List<String> lines) {
      List<String> trimmed = new ArrayList<>(lines);
      trimmed.replaceAll(String::strip);
      return Collections.unmodifiableList(trimmed);
    }

    /** After it ended: until all it said was read. */
    void drain() throws InterruptedException {
      for (Thread reader : readers) {
        reader.join(1000);
      }
      RUNNING.remove(process);
    }
  }
}
