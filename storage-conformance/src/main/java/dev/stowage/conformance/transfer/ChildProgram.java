package dev.stowage.conformance.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs a main class of this JVM's class path in another JVM with a heap of 64 MiB, to its end or
 * until it is killed with {@code kill -9}.
 *
 * <p>The program prints {@link #BEGINS} when what may be killed begins, and a line that starts with
 * {@link #DONE} when all is done.
 */
public final class ChildProgram {
  /** What a program prints when it begins. */
  public static final String BEGINS = "begins";

  /** What the last line of a program that has done all starts with. */
  public static final String DONE = "done ";

  private static final int KILLED = 128 + 9;

  private final Class<?> main;
  private final Path directory;

  /**
   * A program that can be run again and again.
   *
   * @param directory for what it says, an existing one
   */
  public ChildProgram(Class<?> main, Path directory) {
    this.main = main;
    this.directory = directory;
  }

  /**
   * Runs it to its end.
   *
   * @return what stands behind {@link #DONE}
   */
  public String run(List<String> arguments) throws IOException, InterruptedException {
    return run(arguments, () -> false).orElseThrow();
  }

  /**
   * Runs it until it is done, or is to be killed.
   *
   * @param due whether to kill it now; asked once a millisecond from its beginning on
   * @return what stands behind {@link #DONE}; empty when it was killed before
   * @throws AssertionError if it failed; its words are in the message
   */
  public Optional<String> run(List<String> arguments, BooleanSupplier due)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "child", ".out");
    Path errors = Path.of(output + ".err");
    Process child =
        new ProcessBuilder(command(arguments))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      boolean begun = false;
      while (!child.waitFor(1, TimeUnit.MILLISECONDS)) {
        begun = begun || Files.size(output) > 0;
        if (begun && due.getAsBoolean()) {
          child.destroyForcibly().waitFor();
        }
      }
    } finally {
      child.destroyForcibly();
    }
    String said = Files.readString(output);
    int done = said.indexOf(DONE);
    if (done < 0 && child.exitValue() != KILLED) {
      throw new AssertionError(
          "the child ended with " + child.exitValue() + ": " + said + Files.readString(errors));
    }
    Files.delete(output);
    Files.delete(errors);
    return done < 0 ? Optional.empty() : Optional.of(said.substring(done + DONE.length()).strip());
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
