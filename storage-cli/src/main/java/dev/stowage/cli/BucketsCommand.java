package dev.stowage.cli;

import dev.stowage.blob.BlobService;
import dev.stowage.blob.ContainerInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "buckets", description = "List the containers of an account.")
final class BucketsCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "URL", description = "Such as s3: or file:///directory.")
  String url = "";

  @Override
  public Integer call() {
    try (BlobService service = BlobService.open(url, common.open());
        Output out = common.output();
        var all = service.list()) {
      for (ContainerInfo container : (Iterable<ContainerInfo>) all::iterator) {
        if (out.isJson()) {
          var row = Output.row();
          row.put("name", container.name());
          container.created().ifPresent(at -> row.put("created", at.toString()));
          out.json(row);
        } else {
          out.line(Text.printable(container.name()));
        }
      }
      return 0;
    }
  }
}
