package dev.stowage.cli;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.PutResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    description = {
      "Write one object from a file, or from standard input (-).",
      "Nothing is visible before all of it is stored."
    })
final class PutCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin WriteOptions write = new WriteOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "A file, or - for standard input.")
  String file = "";

  @Parameters(index = "1", paramLabel = "URL", description = "The object.")
  String url = "";

  @Override
  public Integer call() {
    BlobBody body = file.equals("-") ? BlobBody.once(System.in) : BlobBody.of(Path.of(file));
    try (BlobLocation location = Blobs.object(url, common.open());
        Output out = common.output()) {
      PutResult result = location.store().put(location.key(), body, write.toPutOptions());
      if (out.isJson()) {
        var row = Output.row();
        row.put("key", location.key());
        row.put("size", result.size());
        row.put("etag", result.etag());
        result.version().ifPresent(v -> row.put("version", v));
        out.json(row);
      }
      return 0;
    }
  }
}
