package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobReader;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "probe", description = "Say whether a store can be reached and what it can do.")
final class ProbeCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--write", description = "Also put, get and delete a small object.")
  boolean write;

  @Parameters(paramLabel = "URL")
  String url = "";

  @Override
  public Integer call() throws IOException {
    try (BlobLocation location = BlobLocation.open(url, common.open());
        Output out = common.output()) {
      long start = System.nanoTime();
      if (!location.store().isAccessible()) {
        throw StorageException.of(ErrorCode.CONTAINER_NOT_FOUND, "there is no such container");
      }
      long micros = (System.nanoTime() - start) / 1000;
      if (write) {
        roundTrip(location);
      }
      BlobCapabilities can = location.store().capabilities();
      BlobLimits limits = can.limits();
      if (out.isJson()) {
        var row = Output.row();
        row.put("store", location.store().toString());
        row.put("microseconds", micros);
        row.put("features", can.features());
        row.put("maxPutSize", limits.maxPutSize());
        row.put("maxPartSize", limits.maxPartSize());
        row.put("maxParts", limits.maxParts());
        row.put("maxKeyBytes", limits.maxKeyBytes());
        out.json(row);
        return 0;
      }
      out.line("reached    " + location.store() + " in " + micros / 1000.0 + " ms");
      if (write) {
        out.line("written    put, get and delete work");
      }
      out.line(
          "features   "
              + can.features().stream()
                  .map(f -> f.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                  .collect(Collectors.joining(" ")));
      out.line(
          "limits     put "
              + Text.bytes(limits.maxPutSize())
              + ", part "
              + Text.bytes(limits.maxPartSize())
              + " × "
              + limits.maxParts()
              + ", key "
              + limits.maxKeyBytes()
              + " bytes");
      return 0;
    }
  }

  private static void roundTrip(BlobLocation location) throws IOException {
    String name = "stowage-probe-" + UUID.randomUUID();
    String key = location.key().isEmpty() ? name : location.key() + "/" + name;
    location.store().put(key, BlobBody.of(name));
    try (BlobReader reader = location.store().get(key)) {
      if (!reader.text().equals(name)) {
        throw StorageException.of(ErrorCode.INTEGRITY_FAILURE, "other bytes came back");
      }
    } finally {
      location.store().delete(key);
    }
  }
}
