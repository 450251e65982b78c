package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions hold among processes. */
class ProcessRaceTest {
  private static final int PROCESSES = 4;
  private static final int THREADS = 16;

  @Test
  void create_fourProcessesSixteenThreads_oneWins() throws Exception {
    race(5);
  }

  @Test
  @Tag("long")
  void create_fourProcessesSixteenThreads_oneWins_manyRounds() throws Exception {
    race(200);
  }

  private static void race(int rounds) throws Exception {
    Path root = TestStores.temporary();
    TestStores.create(root, NativeLayout.NAME);
    List<ChildJvm> children = new ArrayList<>();
    try (BlobStore store = LocalStores.blobs(root)) {
      for (int i = 0; i < PROCESSES; i++) {
        children.add(ChildJvm.start(Racer.class, "64m", root.toString(), "p" + i));
      }
      for (ChildJvm child : children) {
        assertEquals("ready", child.line());
      }
      for (int round = 0; round < rounds; round++) {
        for (ChildJvm child : children) {
          child.say("round" + round);
        }
        List<String> winners = new ArrayList<>();
        int counted = 0;
        for (ChildJvm child : children) {
          String[] answer = child.line().split(" ");
          winners.addAll(List.of(answer).subList(1, answer.length));
          counted += Integer.parseInt(answer[0]);
        }
        assertEquals(1, winners.size(), "round " + round + ": " + winners);
        assertEquals(PROCESSES * THREADS - 1, counted, "the others saw ALREADY_EXISTS");
        assertEquals(winners.get(0), store.get("round" + round).text());
        // The counter of the round: no increment of any thread of any process is lost.
        assertEquals("" + PROCESSES * THREADS, store.get("count" + round).text());
      }
      for (ChildJvm child : children) {
        child.finish();
      }
    }
    TempFiles.deleteTree(root);
  }

  /** Races by all its threads for each key that it reads from standard input. */
  static final class Racer {
    public static void main(String[] arguments) throws Exception {
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS,
              task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
              });
      try (BlobStore store =
          BlobStore.open(Path.of(arguments[0]).toUri() + "?create=false&sync=false")) {
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.print("ready\n");
        System.out.flush();
        for (String key; (key = in.readLine()) != null; ) {
          System.out.print(round(store, threads, key, arguments[1]) + "\n");
          System.out.flush();
        }
      }
      threads.shutdown();
    }

    private static String round(BlobStore store, ExecutorService threads, String key, String name)
        throws Exception {
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<String>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String own = name + "t" + i;
        racers.add(
            () -> {
              start.await();
              return attempt(store, key, own);
            });
      }
      int refused = 0;
      StringBuilder winners = new StringBuilder();
      for (Future<String> result : threads.invokeAll(racers)) {
        refused += result.get().isEmpty() ? 1 : 0;
        winners.append(result.get().isEmpty() ? "" : " " + result.get());
      }
      return refused + winners.toString();
    }

    private static String attempt(BlobStore store, String key, String own) {
      String won = own;
      try {
        store.put(key, BlobBody.of(own), PutOptions.ifAbsent());
      } catch (StorageException e) {
        if (e.code() != ErrorCode.ALREADY_EXISTS) {
          throw e;
        }
        won = "";
      }
      count(store, key.replace("round", "count"));
      return won;
    }

    private static void count(BlobStore store, String key) {
      while (true) {
        try {
          var info = store.find(key);
          if (info.isEmpty()) {
            store.put(key, BlobBody.of("1"), PutOptions.ifAbsent());
          } else {
            String etag = info.get().etag();
            int now = Integer.parseInt(value(store, key, etag));
            store.put(key, BlobBody.of("" + (now + 1)), PutOptions.ifMatch(etag));
          }
          return;
        } catch (StorageException e) {
          if (e.code() != ErrorCode.ALREADY_EXISTS && e.code() != ErrorCode.PRECONDITION_FAILED) {
            throw e;
          }
        }
      }
    }

    private static String value(BlobStore store, String key, String etag) {
      try (var reader = store.get(key, dev.stowage.blob.GetOptions.defaults().withIfMatch(etag))) {
        return reader.text();
      }
    }
  }
}
