package dev.stowage.cli;

import dev.stowage.blob.BlobService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "mb", description = "Make a container (a bucket).")
final class MbCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--if-absent", description = "Exit code 4 when it is there already.")
  boolean ifAbsent;

  @Parameters(paramLabel = "URL", description = "Such as s3://bucket or file:///directory.")
  String url = "";

  @Override
  public Integer call() {
    Container container = Container.of(url);
    try (BlobService service = BlobService.open(container.account(), common.open());
        Output out = common.output()) {
      boolean created = service.create(container.name());
      if (out.isJson()) {
        var row = Output.row();
        row.put("container", container.name());
        row.put("created", created);
        out.json(row);
      } else {
        out.line((created ? "made " : "already there: ") + Text.printable(container.name()));
      }
      return created || !ifAbsent ? 0 : Failures.CONDITION;
    }
  }
}
