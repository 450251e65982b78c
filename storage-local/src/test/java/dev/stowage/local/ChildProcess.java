package dev.stowage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a main class of the tests in a JVM of its own, on the same class path; standard error goes
 * to a file beside its output.
 */
final class ChildProcess {
  private ChildProcess() {}

  static Process start(Class<?> main, Path output, String... args) throws IOException {
    return start(List.of(), main, output, args);
  }

  static Process start(List<String> options, Class<?> main, Path output, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectError(Path.of(output + ".err").toFile())
        .redirectOutput(output.toFile())
        .start();
  }
}
