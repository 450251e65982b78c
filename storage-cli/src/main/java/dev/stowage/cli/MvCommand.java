package dev.stowage.cli;

import dev.stowage.blob.BlobLocation;
import dev.stowage.transfer.SyncRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "mv",
    description = {
      "Move objects between or within stores: copy, verify, and then delete the source.",
      "What could not be copied is not deleted."
    })
final class MvCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin MoveOptions move = new MoveOptions();

  @Option(
      names = {"-r", "--recursive"},
      description = "Everything under FROM, to the same names under TO.")
  boolean recursive;

  @Parameters(index = "0", paramLabel = "FROM", description = "A URL.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "A URL.")
  String to = "";

  @Override
  public Integer call() {
    Place source = new Place(from, common.open());
    Place target = new Place(to, common.open());
    if (!source.isUrl() || !target.isUrl()) {
      throw dev.stowage.StorageException.invalidArgument(
          "mv is between stores, so both ends are URLs; use cp for files");
    }
    try (Output out = common.output()) {
      Mover mover = new Mover(move, out);
      return recursive ? tree(mover, source, target) : object(mover, source, target);
    }
  }

  private static int tree(Mover mover, Place from, Place to) {
    try (Place.Tree source = from.tree();
        Place.Tree target = to.tree()) {
      SyncRequest request = SyncRequest.of(source.location(), target.location());
      return mover.run("moved", transfers -> transfers.moveTree(request));
    }
  }

  private static int object(Mover mover, Place from, Place to) {
    try (BlobLocation source = from.object(null);
        BlobLocation target = to.object(from)) {
      return mover.run(
          "moved", t -> t.move(source.store(), source.key(), target.store(), target.key()));
    }
  }
}
