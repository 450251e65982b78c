package dev.stowage.cli;

import dev.stowage.transfer.PendingTransfer;
import dev.stowage.transfer.Transfers;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "transfers",
    description = {
      "List transfers that were interrupted; the same command as before goes on with one.",
      "--remove, or prune, gives up those older than --older-than: parts at the store, and files",
      "here."
    },
    subcommands = TransfersCommand.Prune.class)
final class TransfersCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--remove", description = "Give them up.")
  boolean remove;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = CommonOptions.DurationConverter.class,
      description = "Only those not touched for so long, such as 7d (default 0).")
  Duration age = Duration.ZERO;

  @Command(name = "prune", description = "Give up transfers that were interrupted.")
  static final class Prune implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Option(
        names = "--older-than",
        paramLabel = "TIME",
        converter = CommonOptions.DurationConverter.class,
        description = "Only those not touched for so long, such as 7d (default 0).")
    Duration age = Duration.ZERO;

    @Override
    public Integer call() {
      return run(common, age, true);
    }
  }

  @Override
  public Integer call() {
    return run(common, age, remove);
  }

  private static int run(CommonOptions common, Duration age, boolean remove) {
    Instant limit = Instant.now().minus(age);
    try (Transfers transfers = Transfers.create();
        Output out = common.output()) {
      for (PendingTransfer pending : transfers.pending()) {
        if (pending.touched().isAfter(limit)) {
          continue;
        }
        boolean gone = remove && !pending.active();
        if (gone) {
          transfers.giveUp(pending, common.open());
        }
        print(pending, gone, out);
      }
      return 0;
    }
  }

  private static void print(PendingTransfer pending, boolean removed, Output out) {
    if (out.isJson()) {
      var row = Output.row();
      row.put("kind", pending.kind());
      row.put("source", pending.source());
      row.put("target", pending.target());
      row.put("size", pending.size());
      row.put("bytesDone", pending.bytesDone());
      row.put("began", pending.began().toString());
      row.put("touched", pending.touched().toString());
      row.put("active", pending.active());
      row.put("removed", removed);
      out.json(row);
      return;
    }
    out.line(
        String.format(
            "%s%-8s %s of %s, begun %s: %s -> %s%s",
            removed ? "removed " : "",
            pending.kind().name().toLowerCase(Locale.ROOT),
            Text.bytes(pending.bytesDone()),
            pending.size() < 0 ? "?" : Text.bytes(pending.size()),
            pending.began().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            Text.printable(pending.source()),
            Text.printable(pending.target()),
            pending.active() ? " (under way)" : ""));
  }
}
