package dev.stowage.cli;

import dev.stowage.transfer.CheckResult;
import dev.stowage.transfer.Comparison;
import dev.stowage.transfer.Difference;
import dev.stowage.transfer.SyncRequest;
import dev.stowage.transfer.Transfers;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Compare two trees by checksum and print what differs; changes nothing.",
      "Exit code 1 when they differ."
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin MoveOptions move = new MoveOptions();
  @Mixin PatternOptions patterns = new PatternOptions();

  @Option(names = "--size-only", description = "Compare sizes only, which reads no object.")
  boolean sizeOnly;

  @Parameters(index = "0", paramLabel = "ONE", description = "A directory or a URL.")
  String one = "";

  @Parameters(index = "1", paramLabel = "OTHER", description = "A directory or a URL.")
  String other = "";

  @Override
  public Integer call() {
    try (Place.Tree source = new Place(one, common.open()).tree();
        Place.Tree target = new Place(other, common.open()).tree();
        Output out = common.output();
        Transfers transfers = Transfers.create(move.toTransferOptions())) {
      SyncRequest request =
          patterns
              .applyTo(SyncRequest.of(source.location(), target.location()))
              .withComparison(sizeOnly ? Comparison.SIZE : Comparison.CHECKSUM);
      CheckResult result = transfers.check(request, difference -> print(difference, out));
      if (out.isJson()) {
        var row = Output.row();
        row.put("equal", result.equal());
        row.put("missing", result.missing());
        row.put("extra", result.extra());
        row.put("different", result.different());
        row.put("unreadable", result.unreadable());
        out.json(row);
      } else {
        out.line(
            result.equal()
                + " equal, "
                + result.missing()
                + " missing, "
                + result.extra()
                + " extra, "
                + result.different()
                + " different, "
                + result.unreadable()
                + " unreadable");
      }
      return result.same() ? 0 : Failures.FAILED;
    }
  }

  private static void print(Difference difference, Output out) {
    if (out.isJson()) {
      var row = Output.row();
      row.put("difference", difference.kind());
      row.put("key", difference.key());
      row.put("detail", difference.detail());
      out.json(row);
    } else {
      out.line(
          String.format(
              "%-10s %s (%s)",
              difference.kind().name().toLowerCase(Locale.ROOT),
              Text.printable(difference.key()),
              difference.detail()));
    }
  }
}
