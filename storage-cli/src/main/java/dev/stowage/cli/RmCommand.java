package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobLocation;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rm",
    description = {
      "Delete objects. One that is not there is exit code 3, unless --force is given.",
      "-r deletes everything under the URL taken as a directory."
    })
final class RmCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(
      names = {"-r", "--recursive"},
      description = "Everything under the URL.")
  boolean recursive;

  @Option(
      names = {"-f", "--force"},
      description = "Do not mind what is not there.")
  boolean force;

  @Option(names = "--if-match", paramLabel = "ETAG", description = "Only if it has this etag.")
  @Nullable String ifMatch;

  @Parameters(paramLabel = "URL", arity = "1..*")
  List<String> urls = List.of();

  @Override
  public Integer call() {
    for (String url : urls) {
      if (recursive) {
        removeTree(url);
      } else {
        removeOne(url);
      }
    }
    return 0;
  }

  private void removeOne(String url) {
    try (BlobLocation location = Blobs.object(url, common.open())) {
      if (ifMatch != null) {
        location.store().delete(location.key(), ifMatch);
        return;
      }
      if (!force && !location.store().exists(location.key())) {
        throw Blobs.missing("rm", location);
      }
      location.store().delete(location.key());
    }
  }

  private void removeTree(String url) {
    if (ifMatch != null) {
      throw StorageException.invalidArgument("--if-match goes with one object, not with -r");
    }
    try (BlobLocation location = BlobLocation.open(url, common.open());
        Output out = common.output()) {
      String prefix = location.key();
      if (prefix.isEmpty()) {
        throw StorageException.invalidArgument(
            "rm -r of a whole container; use rb --force for that");
      }
      String directory = prefix.endsWith("/") ? prefix : prefix + "/";
      long deleted = location.store().deletePrefix(directory);
      if (deleted == 0 && !force) {
        throw StorageException.builder(ErrorCode.NOT_FOUND, "nothing is under this prefix")
            .operation("rm")
            .key(directory)
            .build();
      }
      if (out.isJson()) {
        var row = Output.row();
        row.put("deleted", deleted);
        out.json(row);
      } else {
        out.line("deleted " + deleted + (deleted == 1 ? " object" : " objects"));
      }
    }
  }
}
