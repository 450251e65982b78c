package dev.stowage.cli;

import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.CopyOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "mv",
    description = "Move an object: copy it, verified, and then delete the source.")
final class MvCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "FROM")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO")
  String to = "";

  @Override
  public Integer call() {
    try (BlobLocation source = Blobs.object(from, common.open());
        BlobLocation target = Blobs.object(to, common.open())) {
      target.store().copyFrom(source.store(), source.key(), target.key(), CopyOptions.defaults());
      source.store().delete(source.key());
      return 0;
    }
  }
}
