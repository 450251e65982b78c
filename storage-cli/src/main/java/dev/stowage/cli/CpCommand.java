package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.CopyOptions;
import dev.stowage.transfer.SyncRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cp",
    description = {
      "Copy between this disk and stores, or between stores; -r for a whole tree.",
      "A copy that was interrupted goes on when the same command is given again."
    })
final class CpCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin MoveOptions move = new MoveOptions();
  @Mixin PatternOptions patterns = new PatternOptions();
  @Mixin WriteOptions write = new WriteOptions();

  @Option(
      names = {"-r", "--recursive"},
      description = "Everything under FROM, to the same names under TO.")
  boolean recursive;

  @Parameters(index = "0", paramLabel = "FROM", description = "A file, a URL, or -.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "A file, a directory, a URL, or -.")
  String to = "";

  @Override
  public Integer call() throws IOException {
    Place source = new Place(from, common.open());
    Place target = new Place(to, common.open());
    if (!source.isUrl() && !target.isUrl()) {
      throw StorageException.invalidArgument(
          "neither " + source + " nor " + target + " is a URL; one end must be a store");
    }
    if (!recursive && !patterns.isEmpty()) {
      throw StorageException.invalidArgument("--include and --exclude go with -r");
    }
    try (Output out = common.output()) {
      Mover mover = new Mover(move, out);
      if (recursive) {
        return tree(mover, source, target);
      }
      return target.isUrl() ? toStore(mover, source, target) : toDisk(mover, source, target);
    }
  }

  private int tree(Mover mover, Place from, Place to) {
    try (Place.Tree source = from.tree();
        Place.Tree target = to.tree()) {
      SyncRequest request = patterns.applyTo(SyncRequest.of(source.location(), target.location()));
      return mover.run("copied", transfers -> transfers.copyTree(request));
    }
  }

  private int toStore(Mover mover, Place from, Place to) {
    try (BlobLocation target = to.object(from)) {
      if (from.isStandard()) {
        return mover.run(
            "copied", t -> t.upload(System.in, target.store(), target.key(), write.toPutOptions()));
      }
      if (!from.isUrl()) {
        return mover.run(
            "copied",
            t -> t.upload(from.path(), target.store(), target.key(), write.toPutOptions()));
      }
      try (BlobLocation source = from.object(null)) {
        CopyOptions options =
            CopyOptions.defaults().withCondition(write.toPutOptions().condition());
        return mover.run(
            "copied",
            t -> t.copy(source.store(), source.key(), target.store(), target.key(), options));
      }
    }
  }

  private static int toDisk(Mover mover, Place from, Place to) throws IOException {
    try (BlobLocation source = from.object(null)) {
      if (to.isStandard()) {
        try (BlobReader reader = source.store().get(source.key())) {
          OutputStream out = Output.standardStream();
          reader.transferTo(out);
          out.flush();
          return 0;
        }
      }
      Path file = Files.isDirectory(to.path()) ? inDirectory(to.path(), from) : to.path();
      return mover.run("copied", t -> t.download(source.store(), source.key(), file));
    }
  }

  static Path inDirectory(Path directory, Place source) {
    String name = source.lastName();
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
      throw StorageException.invalidArgument("the key gives no file name; say which file");
    }
    return directory.resolve(name);
  }
}
