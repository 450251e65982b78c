package dev.stowage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the command line in a JVM of its own, as a shell would. */
final class CommandRun {
  private final int code;
  private final byte[] output;
  private final String errors;

  private CommandRun(int code, byte[] output, String errors) {
    this.code = code;
    this.output = output;
    this.errors = errors;
  }

  /** Runs in a directory, which also holds its state and what it prints. */
  static CommandRun in(Path directory, byte[] input, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Path in = Files.write(directory.resolve(".in"), input);
    Path out = directory.resolve(".out");
    Path err = directory.resolve(".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("XDG_STATE_HOME", directory.resolve(".state").toString());
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the command did not end: " + List.of(args));
    }
    return new CommandRun(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
  }

  int code() {
    return code;
  }

  byte[] bytes() {
    return output.clone();
  }

  String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  String errors() {
    return errors;
  }
}
