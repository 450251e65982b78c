package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.transfer.TransferFailure;
import dev.stowage.transfer.TransferListener;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a transfer for a command: shows how far it is, sums up, and finds the exit code. */
final class Mover {
  private final MoveOptions move;
  private final Output out;

  Mover(MoveOptions move, Output out) {
    this.move = move;
    this.out = out;
  }

  /**
   * @param verb what the summary says was done, such as {@code copied}
   */
  int run(String verb, Function<Transfers, TransferResult> work) {
    TransferListener listener = out.isJson() ? new JsonEvents(out) : new TransferListener() {};
    try (Transfers transfers = Transfers.create(move.toTransferOptions().withListener(listener));
        ProgressDisplay display = new ProgressDisplay(transfers, move.quiet || out.isJson())) {
      TransferResult result = work.apply(transfers);
      display.close();
      sumUp(verb, result);
      return exitCode(result);
    }
  }

  private void sumUp(String verb, TransferResult result) {
    for (TransferFailure failure : result.failures()) {
      System.err.println(
          "stowage: "
              + Text.printable(failure.key())
              + ": "
              + Text.printable(failure.failure().reason()));
    }
    if (result.failed() > result.failures().size()) {
      System.err.println(
          "stowage: and " + (result.failed() - result.failures().size()) + " failures more");
    }
    if (out.isJson()) {
      var row = Output.row();
      row.put("event", "finished");
      row.put("objects", result.objects());
      row.put("bytes", result.bytes());
      row.put("resumedBytes", result.resumedBytes());
      row.put("skipped", result.skipped());
      row.put("deleted", result.deleted());
      row.put("unverified", result.unverified());
      row.put("failed", result.failed());
      out.json(row);
    } else if (!move.quiet) {
      out.line(words(verb, result));
    }
  }

  private static String words(String verb, TransferResult result) {
    if (result.upToDate()) {
      return "nothing to do, " + result.skipped() + " objects are as they should be";
    }
    StringBuilder words =
        new StringBuilder(verb)
            .append(' ')
            .append(result.objects())
            .append(result.objects() == 1 ? " object, " : " objects, ")
            .append(Text.bytes(result.bytes()));
    append(words, result.resumedBytes() > 0, Text.bytes(result.resumedBytes()) + " resumed");
    append(words, result.skipped() > 0, result.skipped() + " skipped");
    append(words, result.deleted() > 0, result.deleted() + " deleted");
    append(words, result.unverified() > 0, result.unverified() + " without a checksum to compare");
    append(words, result.failed() > 0, result.failed() + " failed");
    return words.toString();
  }

  private static void append(StringBuilder words, boolean when, String what) {
    if (when) {
      words.append(", ").append(what);
    }
  }

  /** That of the failures if they are all of one kind. */
  private static int exitCode(TransferResult result) {
    if (result.complete()) {
      return 0;
    }
    var codes =
        result.failures().stream()
            .map(TransferFailure::failure)
            .map(StorageException::code)
            .map((ErrorCode code) -> Failures.exitCode(code))
            .collect(Collectors.toSet());
    return codes.size() == 1 ? codes.iterator().next() : Failures.FAILED;
  }
}
