package dev.stowage.conformance.transfer;

import dev.stowage.conformance.transfer.TransferChild.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Transfers of one store's object in JVMs of their own, with one directory of journals. */
final class ChildTransfers {
  private final ChildProgram program;
  private final Path journals;
  private final String url;

  ChildTransfers(Path directory, String url) {
    this.program = new ChildProgram(TransferChild.class, directory);
    this.journals = directory.resolve("journals");
    this.url = url;
  }

  Path journals() {
    return journals;
  }

  /**
   * Moves a file until it is done, or until it is to be killed.
   *
   * @return the bytes it had not to move again; empty when it was killed
   */
  OptionalLong run(Way way, Path file, BooleanSupplier due)
      throws IOException, InterruptedException {
    return program.run(arguments(way, file), due).map(Long::valueOf).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** Moves a file to the end. */
  void run(Way way, Path file) throws IOException, InterruptedException {
    program.run(arguments(way, file));
  }

  private List<String> arguments(Way way, Path file) {
    return List.of(way.name(), url, FakeService.KEY, file.toString(), journals.toString());
  }
}
