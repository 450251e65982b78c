package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.DeploymentState;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.TriggerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "function",
    description = "Deploy functions from a blob, a local archive or a container image.",
    subcommands = {
      FunctionCommand.Deploy.class,
      FunctionCommand.Status.class,
      FunctionCommand.Delete.class
    })
final class FunctionCommand {
  private FunctionCommand() {}

  /** A service and what all its commands take. */
  abstract static class OnService implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "The function service.")
    String url = "";

    @Override
    public final Integer call() throws IOException {
      try (FunctionDeployer deployer = FunctionDeployer.open(url, common.open());
          Output out = common.output()) {
        return run(deployer, out);
      }
    }

    abstract int run(FunctionDeployer deployer, Output out) throws IOException;
  }

  /** Exit code 1 for a function that is not, or not wholly, what was asked for. */
  private static int print(Deployment deployment, List<String> warnings, Output out) {
    DeploymentInfo info = deployment.info();
    if (out.isJson()) {
      var row = Output.row();
      row.put("name", info.name());
      row.put("state", deployment.state());
      info.id().ifPresent(id -> row.put("id", id));
      info.reason().ifPresent(reason -> row.put("reason", reason));
      row.put("triggers", deployment.triggers().stream().map(FunctionCommand::row).toList());
      row.put("problems", deployment.problems().stream().map(Object::toString).toList());
      row.put("warnings", warnings);
      out.json(row);
    } else {
      out.line(info.name() + "\t" + deployment.state());
      info.reason().ifPresent(reason -> out.line("reason\t" + Text.printable(reason)));
      deployment
          .triggers()
          .forEach(
              trigger ->
                  out.line(
                      "trigger\t"
                          + Text.printable(trigger.name())
                          + "\t"
                          + trigger.type()
                          + trigger.url().map(url -> "\t" + url).orElse("")));
      deployment
          .problems()
          .forEach(problem -> out.line("problem\t" + Text.printable(problem.toString())));
      warnings.forEach(warning -> out.line("warning\t" + Text.printable(warning)));
    }
    DeploymentState state = deployment.state();
    boolean bad = state == DeploymentState.FAILED || state == DeploymentState.PARTIAL;
    return bad || !deployment.problems().isEmpty() ? Failures.FAILED : 0;
  }

  private static Map<String, Object> row(TriggerInfo trigger) {
    var row = Output.row();
    row.put("name", trigger.name());
    row.put("type", trigger.type());
    trigger.url().ifPresent(url -> row.put("url", url));
    return row;
  }

  @Command(name = "deploy", description = "Create or update a function as a JSON file says.")
  static final class Deploy extends OnService {
    @Option(
        names = "--wait",
        paramLabel = "TIME",
        converter = CommonOptions.DurationConverter.class,
        description = "Wait until it is active, at most so long.")
    @Nullable Duration wait;

    @Parameters(index = "1", paramLabel = "FILE", description = "The request as JSON.")
    String file = "";

    @Override
    int run(FunctionDeployer deployer, Output out) throws IOException {
      DeploymentRequest request = DeploymentRequest.fromJson(Files.readString(Path.of(file)));
      Deployment deployment = deployer.deploy(request);
      if (wait != null) {
        deployment.awaitActive(wait);
      }
      return print(deployment, request.warnings(), out);
    }
  }

  @Command(name = "status", description = "Print how a function is.")
  static final class Status extends OnService {
    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    int run(FunctionDeployer deployer, Output out) {
      return print(
          deployer
              .find(name)
              .orElseThrow(() -> StorageException.of(ErrorCode.NOT_FOUND, "no such function")),
          List.of(),
          out);
    }
  }

  @Command(name = "delete", description = "Delete a function and its triggers.")
  static final class Delete extends OnService {
    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    int run(FunctionDeployer deployer, Output out) {
      deployer.delete(name);
      return 0;
    }
  }
}
