package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Property P1: random programs do the same to the store and to a simple model of one. */
public interface RandomProgramContract extends BlobContract {
  @Case("P1")
  default void program_random_doesAsTheModel(Bench bench) {
    long seed = Seeds.seed();
    int programs = Seeds.count("stowage.programs", 20);
    for (int i = 0; i < programs; i++) {
      List<ProgramStep> program = ProgramStep.program(new Random(seed + i), 40);
      String scope = "p" + i + "/";
      String difference = run(bench.store().within(scope), bench, program);
      if (!difference.isEmpty()) {
        List<ProgramStep> small = shrunk(bench, program);
        throw new AssertionError(
            difference
                + "\nsmallest program: "
                + small
                + "\n"
                + run(bench.store().within("q/"), bench, small)
                + "\n"
                + Seeds.replay(seed));
      }
    }
  }

  @Case("P1")
  default void program_inThreadsOnDisjointKeys_doesAsTheModel(Bench bench) throws Exception {
    long seed = Seeds.seed();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<String>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      BlobStore own = bench.store().within("thread" + i + "/");
      List<ProgramStep> program = ProgramStep.program(new Random(seed + i), 60);
      results.add(threads.submit(() -> run(own, bench, program)));
    }
    threads.shutdown();
    for (Future<String> result : results) {
      if (!result.get().isEmpty()) {
        throw new AssertionError(result.get() + "\n" + Seeds.replay(seed));
      }
    }
  }

  /** Runs a program; says at which step store and model first differed, or nothing. */
  private static String run(BlobStore store, Bench bench, List<ProgramStep> program) {
    ModelStore model = new ModelStore();
    store.deletePrefix("");
    for (ProgramStep step : program) {
      String expected = step.onModel(model);
      String actual = step.onStore(store, bench);
      if (!expected.equals(actual)) {
        return step + ": expected " + expected + " but was " + actual;
      }
    }
    return "";
  }

  /** Drops steps for as long as the rest still fails. */
  private static List<ProgramStep> shrunk(Bench bench, List<ProgramStep> program) {
    List<ProgramStep> small = new ArrayList<>(program);
    for (int chunk = Math.max(1, small.size() / 2); chunk > 0; chunk /= 2) {
      for (int at = 0; at + chunk <= small.size(); ) {
        List<ProgramStep> fewer = new ArrayList<>(small.subList(0, at));
        fewer.addAll(small.subList(at + chunk, small.size()));
        if (run(bench.store().within("q/"), bench, fewer).isEmpty()) {
          at += chunk;
        } else {
          small = fewer;
        }
      }
    }
    return small;
  }
}
