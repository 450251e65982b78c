package dev.stowage.cli;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLocation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "stat", description = "Show what is known of an object without its bytes.")
final class StatCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "URL")
  String url = "";

  @Override
  public Integer call() {
    try (BlobLocation location = Blobs.object(url, common.open());
        Output out = common.output()) {
      BlobInfo info =
          location.store().find(location.key()).orElseThrow(() -> Blobs.missing("stat", location));
      Map<String, Object> row = Blobs.full(info);
      if (out.isJson()) {
        out.json(row);
      } else {
        row.forEach((name, value) -> print(out, name, value));
      }
      return 0;
    }
  }

  private static void print(Output out, String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> print(out, name + "." + k, v));
    } else {
      out.line(String.format("%-20s %s", name, Text.printable(String.valueOf(value))));
    }
  }
}
