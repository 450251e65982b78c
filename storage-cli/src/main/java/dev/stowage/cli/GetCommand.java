package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    description = {
      "Read one object into a file, or to standard output (-).",
      "A file appears when all of it is there and verified."
    })
final class GetCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin MoveOptions move = new MoveOptions();

  @Option(
      names = "--range",
      paramLabel = "FROM-TO",
      description = "Bytes 0-99, from 100 on (100-), or the last 10 (-10).")
  @Nullable String range;

  @Option(names = "--if-match", paramLabel = "ETAG", description = "Only if it has this etag.")
  @Nullable String ifMatch;

  @Option(
      names = "--if-none-match",
      paramLabel = "ETAG",
      description = "Only if it has another etag (exit code 4 if not).")
  @Nullable String ifNoneMatch;

  @Option(names = "--version-id", paramLabel = "ID", description = "An older version.")
  @Nullable String version;

  @Parameters(index = "0", paramLabel = "URL", description = "The object.")
  String url = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "A file, a directory, or - (default: the last part of the key).")
  @Nullable String file;

  @Override
  public Integer call() throws IOException {
    boolean plain = range == null && ifMatch == null && ifNoneMatch == null && version == null;
    if (plain && !"-".equals(file)) {
      return download();
    }
    try (BlobLocation location = Blobs.object(url, common.open());
        BlobReader reader = location.store().get(location.key(), options())) {
      if ("-".equals(file)) {
        OutputStream out = Output.standardStream();
        reader.transferTo(out);
        out.flush();
        return 0;
      }
      Path target = target(location.key());
      long bytes = reader.saveTo(target);
      try (Output out = common.output()) {
        if (out.isJson()) {
          var row = Output.row();
          row.put("file", target.toString());
          row.put("size", bytes);
          row.put("verification", reader.verification());
          out.json(row);
        }
      }
      return 0;
    }
  }

  private int download() {
    try (BlobLocation location = Blobs.object(url, common.open());
        Output out = common.output()) {
      Path target = target(location.key());
      return new Mover(move, out)
          .run("got", t -> t.download(location.store(), location.key(), target));
    }
  }

  private Path target(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    Path given = file == null ? Path.of(".") : Path.of(file);
    if (!Files.isDirectory(given)) {
      return given;
    }
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
      throw StorageException.invalidArgument(
          "the key \"" + Text.printable(key) + "\" gives no file name; say which file");
    }
    return given.resolve(name);
  }

  private GetOptions options() {
    GetOptions options = GetOptions.defaults();
    if (range != null) {
      options = options.withRange(parse(range));
    }
    if (ifMatch != null) {
      options = options.withIfMatch(ifMatch);
    }
    if (ifNoneMatch != null) {
      options = options.withIfNoneMatch(ifNoneMatch);
    }
    return version == null ? options : options.withVersion(version);
  }

  static ByteRange parse(String text) {
    if (!text.matches("[0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18}")) {
      throw StorageException.invalidArgument(
          "\"" + Text.printable(text) + "\" is not a range; write 0-99, 100- or -10");
    }
    int dash = text.indexOf('-');
    String from = text.substring(0, dash);
    String to = text.substring(dash + 1);
    if (from.isEmpty()) {
      return ByteRange.last(Long.parseLong(to));
    }
    if (to.isEmpty()) {
      return ByteRange.from(Long.parseLong(from));
    }
    if (Long.parseLong(to) < Long.parseLong(from)) {
      throw StorageException.invalidArgument("the range " + text + " ends before it starts");
    }
    return ByteRange.of(Long.parseLong(from), Long.parseLong(to) - Long.parseLong(from) + 1);
  }
}
