package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RunSystemWorkflow;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.SubmitOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Run a workflow that is kept at the service.",
      "--param input/objectName=clip.mp4 overrides a parameter of a task."
    })
final class MediaRunCommand extends MediaCommand.OnService {
  @Parameters(index = "1", paramLabel = "WORKFLOW", description = "Its id.")
  String workflow = "";

  @Option(
      names = "--system",
      description = "The workflow is one of the service's own, and named by its name.")
  boolean system;

  @Option(
      names = "--param",
      paramLabel = "TASK/NAME=TEXT",
      description = "A parameter; may stand several times.")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--name", paramLabel = "NAME", description = "A name for people to see.")
  @Nullable String name;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = CommonOptions.DurationConverter.class,
      description = "Wait for the end, at most so long.")
  @Nullable Duration wait;

  @Override
  int run(MediaJobs jobs, Output out) {
    SubmitOptions options = SubmitOptions.defaults();
    MediaJob job = jobs.submit(request(), name == null ? options : options.withName(name));
    if (wait != null) {
      job.await(wait);
    }
    return MediaCommand.report(job, out);
  }

  private MediaRequest request() {
    RunWorkflow.Builder byId = RunWorkflow.builder(workflow);
    RunSystemWorkflow.Builder byName = RunSystemWorkflow.builder(workflow);
    parameters.forEach(
        (path, value) -> {
          int slash = path.indexOf('/');
          if (slash <= 0 || slash == path.length() - 1) {
            throw StorageException.invalidArgument(
                "--param " + path + " names no parameter of a task; write task/name=text");
          }
          byId.parameter(path.substring(0, slash), path.substring(slash + 1), value);
          byName.parameter(path.substring(0, slash), path.substring(slash + 1), value);
        });
    return system ? byName.build() : byId.build();
  }
}
