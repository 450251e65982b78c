package dev.stowage.cli;

import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "cat", description = "Write objects to standard output, one after the other.")
final class CatCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "URL", arity = "1..*")
  List<String> urls = List.of();

  @Override
  public Integer call() throws IOException {
    OutputStream out = Output.standardStream();
    for (String url : urls) {
      try (BlobLocation location = Blobs.object(url, common.open());
          BlobReader reader = location.store().get(location.key())) {
        reader.transferTo(out);
      }
    }
    out.flush();
    return 0;
  }
}
