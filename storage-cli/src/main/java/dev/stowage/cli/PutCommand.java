package dev.stowage.cli;

import dev.stowage.blob.BlobLocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    description = {
      "Write one object from a file, or from standard input (-).",
      "Nothing is visible before all of it is stored. A large file goes in parallel parts, and",
      "goes on where it was interrupted when the same command is given again."
    })
final class PutCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin MoveOptions move = new MoveOptions();
  @Mixin WriteOptions write = new WriteOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "A file, or - for standard input.")
  String file = "";

  @Parameters(index = "1", paramLabel = "URL", description = "The object.")
  String url = "";

  @Override
  public Integer call() {
    Place source = new Place(file, common.open());
    try (BlobLocation target = Blobs.object(url, common.open());
        Output out = common.output()) {
      return new Mover(move, out)
          .run(
              "put",
              t ->
                  source.isStandard()
                      ? t.upload(System.in, target.store(), target.key(), write.toPutOptions())
                      : t.upload(
                          source.path(), target.store(), target.key(), write.toPutOptions()));
    }
  }
}
