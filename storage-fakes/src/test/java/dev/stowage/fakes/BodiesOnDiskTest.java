package dev.stowage.fakes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.s3.FakeS3;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodiesOnDiskTest {
  private static final int SIZE = 1_000_003;

  @TempDir Path directory;

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void bodies_areInFiles_andReadBackWholeAndInRanges() throws IOException {
    byte[] content = new byte[SIZE];
    new Random(3).nextBytes(content);
    try (FakeEcho fake = new FakeEcho()) {
      fake.bodiesOnDisk(directory);
      assertArrayEquals(new byte[] {1, 2}, fake.send("/small", new byte[] {1, 2}));
      assertEquals(List.of(), files());
      assertArrayEquals(content, fake.send("/big", content));
      assertEquals(List.of((long) SIZE), sizes());
      assertArrayEquals(
          Arrays.copyOfRange(content, 70_000, 90_000), fake.last().slice(70_000, 90_000).toArray());
      assertEquals(SIZE, fake.journal().requests().get(1).requestBytes());
      assertEquals(SIZE, fake.journal().requests().get(1).responseBytes());
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private List<Long> sizes() throws IOException {
    return files().stream().map(file -> file.toFile().length()).toList();
  }

  @Test
  void faults_breakBodiesInFilesToo() throws IOException {
    byte[] content = new byte[SIZE];
    try (FakeEcho fake = new FakeEcho()) {
      fake.bodiesOnDisk(directory);
      ArmedFault flip = fake.faults().onAny().times(1).arm(Fault.flippedRequestBit(500_000));
      byte[] answer = fake.send("/big", content);
      assertEquals(1, answer[500_000]);
      assertTrue(flip.spent());
      fake.faults().onAny().times(1).arm(Fault.cleanTruncation(900_000));
      assertEquals(900_000, fake.send("/big", content).length);
    }
  }

  @Test
  void bodyThatNeverEnds_leavesNoFile() throws Exception {
    try (FakeEcho fake = new FakeEcho()) {
      fake.bodiesOnDisk(directory);
      HttpURLConnection connection =
          (HttpURLConnection) fake.endpoint().resolve("/big").toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(SIZE);
      var out = connection.getOutputStream();
      out.write(new byte[SIZE - 1]);
      out.flush();
      assertThrows(IOException.class, out::close);
      connection.disconnect();
      fake.awaitNoConnection();
      assertEquals(List.of(), files());
    }
  }

  @Test
  void closed_forgetsWhatWasInFiles() {
    FakeS3 fake = FakeS3.start();
    fake.bodiesOnDisk(directory);
    fake.createBucket("b");
    assertThrows(IllegalStateException.class, () -> fake.bodiesOnDisk(directory));
    fake.close();
    assertTrue(fake.blobs().bucket("b").isEmpty());
  }

  /** Answers with what it is sent. */
  private static final class FakeEcho extends FakeServer {
    private final Echo echo;

    FakeEcho() {
      this(new Echo());
    }

    private FakeEcho(Echo echo) {
      super(echo, new FakeClock());
      this.echo = echo;
    }

    FakeBytes last() {
      return echo.last;
    }

    byte[] send(String path, byte[] content) throws IOException {
      URI target = endpoint().resolve(path);
      HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(content.length);
      try (var out = connection.getOutputStream()) {
        out.write(content);
      }
      try (var in = connection.getInputStream()) {
        return in.readAllBytes();
      }
    }

    void awaitNoConnection() throws InterruptedException {
      long end = System.nanoTime() + 10_000_000_000L;
      while (openConnections() > 0 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertEquals(0, openConnections());
    }

    @Override
    protected void clearStore() {
      echo.last = FakeBytes.EMPTY;
    }
  }

  private static final class Echo implements FakeProtocol {
    private volatile FakeBytes last = FakeBytes.EMPTY;

    @Override
    public java.util.Set<String> operations() {
      return java.util.Set.of("Echo");
    }

    @Override
    public String operation(FakeRequest head) {
      return "Echo";
    }

    @Override
    public FakeResponse answer(FakeRequest request) {
      last = request.bytes();
      return FakeResponse.of(200).withBody(last);
    }

    @Override
    public FakeResponse refusal(FakeRequest request, Fault fault) {
      return FakeResponse.of(fault.status());
    }
  }
}
