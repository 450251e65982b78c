package dev.stowage.cli;

import dev.stowage.Stowage;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. */
@Command(
    name = "stowage",
    description = "Objects, rows, secrets and media jobs on any cloud, or on your own disk.",
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LsCommand.class,
      StatCommand.class,
      CatCommand.class,
      PutCommand.class,
      GetCommand.class,
      CpCommand.class,
      MvCommand.class,
      SyncCommand.class,
      CheckCommand.class,
      TransfersCommand.class,
      RmCommand.class,
      DuCommand.class,
      SignCommand.class,
      MbCommand.class,
      RbCommand.class,
      BucketsCommand.class,
      ProbeCommand.class,
      KvCommand.class,
      SecretCommand.class,
      MediaCommand.class,
      FunctionCommand.class,
      ConfigCommand.class,
      DemoCommand.class,
    },
    footer = {
      "",
      "An object is named by its URL with the key percent-encoded, such as",
      "file:///data/store/a%%20b.txt or s3://bucket/key?region=eu-west-1; - is standard input or output.",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 condition not met or already exists,",
      "5 denied, 130 interrupted."
    })
public final class Main {
  private Main() {}

  /** Runs one command and ends the process. */
  public static void main(String[] args) {
    Thread caller = Thread.currentThread();
    Interruption.handOnTo(caller);
    int code = commandLine().execute(args);
    Interruption.finished();
    System.exit(code);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(Output.standard(), false));
    line.setExecutionExceptionHandler(new Failures());
    line.setParameterExceptionHandler(Failures::usage);
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"stowage " + Stowage.version()};
    }
  }
}
