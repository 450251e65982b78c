package dev.stowage.cli;

import dev.stowage.blob.BlobLocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "du", description = "Count the objects and bytes under a URL.")
final class DuCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--prefix", description = "Take the path as a plain prefix of keys.")
  boolean plainPrefix;

  @Parameters(paramLabel = "URL")
  String url = "";

  @Override
  public Integer call() {
    try (BlobLocation location = BlobLocation.open(url, common.open());
        Output out = common.output()) {
      String key = location.key();
      boolean asIs = key.isEmpty() || key.endsWith("/") || plainPrefix;
      long objects = 0;
      long bytes = 0;
      try (var all = location.store().list(asIs ? key : key + "/")) {
        for (var blob : (Iterable<dev.stowage.blob.BlobInfo>) all::iterator) {
          objects++;
          bytes += blob.size();
        }
      }
      if (out.isJson()) {
        var row = Output.row();
        row.put("objects", objects);
        row.put("bytes", bytes);
        out.json(row);
      } else {
        out.line(objects + " objects, " + bytes + " bytes (" + Text.bytes(bytes) + ")");
      }
      return 0;
    }
  }
}
