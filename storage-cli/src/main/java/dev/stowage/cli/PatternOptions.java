package dev.stowage.cli;

import dev.stowage.transfer.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which objects of a tree are meant. */
final class PatternOptions {
  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Only keys that match one of these: * within a name, ** across names, ?, [a-z].")
  List<String> includes = new ArrayList<>();

  @Option(names = "--exclude", paramLabel = "GLOB", description = "No keys that match this.")
  List<String> excludes = new ArrayList<>();

  boolean isEmpty() {
    return includes.isEmpty() && excludes.isEmpty();
  }

  SyncRequest applyTo(SyncRequest request) {
    SyncRequest narrowed = request;
    for (String glob : includes) {
      narrowed = narrowed.withInclude(glob);
    }
    for (String glob : excludes) {
      narrowed = narrowed.withExclude(glob);
    }
    return narrowed;
  }
}
