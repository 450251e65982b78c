package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.FunctionDeployer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        run(deployer, out);
        return 0;
      }
    }

    abstract void run(FunctionDeployer deployer, Output out) throws IOException;
  }

  private static void print(Deployment deployment, Output out) {
    if (out.isJson()) {
      var row = Output.row();
      row.put("name", deployment.info().name());
      row.put("state", deployment.state());
      deployment.info().id().ifPresent(id -> row.put("id", id));
      row.put("problems", deployment.problems().stream().map(Object::toString).toList());
      out.json(row);
      return;
    }
    out.line(deployment.info().name() + "\t" + deployment.state());
    deployment.problems().forEach(problem -> out.line("problem\t" + problem));
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
    void run(FunctionDeployer deployer, Output out) throws IOException {
      DeploymentRequest request = DeploymentRequest.fromJson(Files.readString(Path.of(file)));
      Deployment deployment = deployer.deploy(request);
      if (wait != null) {
        deployment.awaitActive(wait);
      }
      print(deployment, out);
    }
  }

  @Command(name = "status", description = "Print how a function is.")
  static final class Status extends OnService {
    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    void run(FunctionDeployer deployer, Output out) {
      print(
          deployer
              .find(name)
              .orElseThrow(() -> StorageException.of(ErrorCode.NOT_FOUND, "no such function")),
          out);
    }
  }

  @Command(name = "delete", description = "Delete a function and its triggers.")
  static final class Delete extends OnService {
    @Parameters(index = "1", paramLabel = "NAME")
    String name = "";

    @Override
    void run(FunctionDeployer deployer, Output out) {
      deployer.delete(name);
    }
  }
}
