package dev.stowage.cli;

import dev.stowage.transfer.Comparison;
import dev.stowage.transfer.SyncAction;
import dev.stowage.transfer.SyncRequest;
import dev.stowage.transfer.Transfers;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sync",
    description = {
      "Make TO hold what FROM holds: copy what is missing or different.",
      "What is newer at TO is kept, and what is only there is left, unless told otherwise."
    })
final class SyncCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();
  @Mixin MoveOptions move = new MoveOptions();
  @Mixin PatternOptions patterns = new PatternOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Print what would be done, and do nothing.")
  boolean dryRun;

  @Option(names = "--delete", description = "Delete what is only at TO.")
  boolean delete;

  @Option(names = "--overwrite-newer", description = "Also replace what is newer at TO.")
  boolean overwriteNewer;

  @Option(names = "--size-only", description = "Equal sizes are equal objects.")
  boolean sizeOnly;

  @Option(
      names = {"-c", "--checksum"},
      description = "Compare checksums instead of times.")
  boolean checksum;

  @Parameters(index = "0", paramLabel = "FROM", description = "A directory or a URL.")
  String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "A directory or a URL.")
  String to = "";

  @Override
  public Integer call() {
    try (Place.Tree source = new Place(from, common.open()).tree();
        Place.Tree target = new Place(to, common.open()).tree();
        Output out = common.output()) {
      Comparison comparison =
          checksum ? Comparison.CHECKSUM : sizeOnly ? Comparison.SIZE : Comparison.SIZE_AND_TIME;
      SyncRequest request =
          patterns
              .applyTo(SyncRequest.of(source.location(), target.location()))
              .withDeleteExtra(delete)
              .withOverwriteNewer(overwriteNewer)
              .withComparison(comparison);
      return dryRun
          ? printPlan(request, out)
          : new Mover(move, out).run("copied", transfers -> transfers.sync(request));
    }
  }

  private int printPlan(SyncRequest request, Output out) {
    long changes = 0;
    try (Transfers transfers = Transfers.create(move.toTransferOptions());
        Stream<SyncAction> plan = transfers.plan(request)) {
      for (SyncAction action : (Iterable<SyncAction>) plan::iterator) {
        if (action.kind() == SyncAction.Kind.UNCHANGED) {
          continue;
        }
        changes += action.changes() ? 1 : 0;
        print(action, out);
      }
    }
    if (changes == 0 && !out.isJson()) {
      out.line("nothing to do");
    }
    return 0;
  }

  private static void print(SyncAction action, Output out) {
    if (out.isJson()) {
      var row = Output.row();
      row.put("action", action.kind());
      row.put("key", action.key());
      row.put("size", action.size());
      row.put("reason", action.reason());
      out.json(row);
    } else {
      String kind = action.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      out.line(String.format("%-10s %s (%s)", kind, Text.printable(action.key()), action.reason()));
    }
  }
}
