package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UrlSigner;
import dev.stowage.http.HttpRequest;
import dev.stowage.http.HttpResponse;
import dev.stowage.http.HttpTransport;
import dev.stowage.http.TransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries a configuration out: puts a small payload, reads it through a signed URL if that is wanted,
 * and deletes it whatever happened.
 */
final class ConfigTester {
  private static final Duration SIGNED_FOR = Duration.ofMinutes(10);

  /** Put, read, delete, and time to spare. */
  private static final int STEPS = 4;

  private static final int ATTEMPTS = 3;

  private final ConfigPlaces places;
  private final ConfigOptions options;

  ConfigTester(ConfigPlaces places, ConfigOptions options) {
    this.places = places;
    this.options = options;
  }

  /** The name of the payload of a task, below the path of its configuration. */
  static String payloadOf(String task) {
    return "stowage-test-" + task + ".txt";
  }

  /**
   * What came of a test.
   *
   * @param failure null when all went well
   * @param left the tasks whose payloads are there still, as far as is known
   * @param interrupted whether it was cut off, so that nothing is known
   */
  record Outcome(@Nullable TestFailure failure, List<String> left, boolean interrupted) {}

  /**
   * Tests.
   *
   * @param tasks whose payloads may be there: those of earlier tests, and this one's
   */
  Outcome test(StorageConfig config, Credentials credentials, String task, List<String> tasks) {
    try (BlobStore store =
        places.open(config.url(), config.settings(), credentials, patience(credentials))) {
      return test(store, config, task, tasks);
    } catch (StorageException e) {
      return new Outcome(TestDiagnosis.of(e, TestDiagnosis.Step.OPEN), tasks, false);
    }
  }

  private OpenOptions patience(Credentials credentials) {
    OpenOptions given = options.openOptions();
    Duration step = options.testTimeout().dividedBy(STEPS);
    Duration deadline = given.deadline().filter(d -> d.compareTo(step) < 0).orElse(step);
    RetryPolicy retry = given.retry();
    return given
        .withCredentials(credentials)
        .withDeadline(deadline)
        .withRetry(retry.withMaxAttempts(Math.min(retry.maxAttempts(), ATTEMPTS)));
  }

  private Outcome test(BlobStore store, StorageConfig config, String task, List<String> tasks) {
    byte[] payload = ("test of " + config.id() + " by " + task).getBytes(StandardCharsets.UTF_8);
    TestFailure failure = null;
    boolean written = true;
    boolean interrupted = false;
    TestDiagnosis.Step step = TestDiagnosis.Step.WRITE;
    try {
      store.put(payloadOf(task), BlobBody.of(payload));
      step = TestDiagnosis.Step.READ;
      if (config.signedUrls().enabled()) {
        failure = readSigned(store, payloadOf(task), payload).orElse(null);
      }
    } catch (StorageException e) {
      interrupted = e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED;
      failure = TestDiagnosis.of(e, step);
      written = step != TestDiagnosis.Step.WRITE || mayHaveWritten(e.code());
    }
    // An interrupt is for the test, not for its cleaning up.
    boolean interrupt = Thread.interrupted();
    try {
      List<String> left = clean(store, written, task, tasks);
      return new Outcome(failure, left, interrupted || interrupt);
    } finally {
      if (interrupt) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether a payload may be there although its put failed. */
  private static boolean mayHaveWritten(ErrorCode code) {
    return switch (code) {
      case CONTAINER_NOT_FOUND, UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT, INVALID_KEY ->
          false;
      default -> true;
    };
  }

  /** Deletes the payloads; those that could not be are returned. */
  private static List<String> clean(
      BlobStore store, boolean written, String task, List<String> tasks) {
    List<String> left = new ArrayList<>();
    boolean reachable = written;
    for (String each : tasks) {
      boolean nothing = each.equals(task) && !written;
      if (nothing || reachable && deleted(store, payloadOf(each))) {
        continue;
      }
      left.add(each);
      // What fails for one of them fails for all, and may take its time.
      reachable = false;
    }
    return left;
  }

  private static boolean deleted(BlobStore store, String payload) {
    try {
      store.delete(payload);
      return true;
    } catch (StorageException e) {
      return e.code() == ErrorCode.CONTAINER_NOT_FOUND;
    }
  }

  private Optional<TestFailure> readSigned(BlobStore store, String key, byte[] payload) {
    Optional<UrlSigner> signer = store.urlSigner();
    if (signer.isEmpty()) {
      return Optional.of(
          new TestFailure(
              TestProblem.CANNOT_SIGN, "these credentials cannot sign URLs of this place"));
    }
    SignedUrl url;
    try {
      url = signer.get().sign(SignRequest.get(key, SIGNED_FOR));
    } catch (StorageException e) {
      if (e.code() == ErrorCode.CANCELLED) {
        throw e;
      }
      return Optional.of(TestDiagnosis.of(e, TestDiagnosis.Step.SIGN));
    }
    return fetch(url, payload);
  }

  private Optional<TestFailure> fetch(SignedUrl url, byte[] payload) {
    Duration limit = options.testTimeout().dividedBy(STEPS);
    HttpRequest.Builder request =
        HttpRequest.builder("GET", url.uri()).deadline(System.nanoTime() + limit.toNanos());
    url.headers().forEach(request::header);
    try (HttpTransport transport = HttpTransport.create(options.openOptions().transport());
        HttpResponse response = transport.send(request.build())) {
      byte[] body = response.body().readNBytes(64 * 1024);
      if (response.status() != 200) {
        return Optional.of(
            TestDiagnosis.ofSignedRead(
                response.status(), new String(body, StandardCharsets.UTF_8)));
      }
      return Arrays.equals(body, payload)
          ? Optional.empty()
          : Optional.of(
              new TestFailure(
                  TestProblem.NOT_AS_WRITTEN, "the signed URL gave other bytes than were written"));
    } catch (dev.stowage.http.RequestAbortedException e) {
      throw StorageException.builder(ErrorCode.CANCELLED, "the test was interrupted")
          .cause(e)
          .build();
    } catch (TransportException e) {
      return Optional.of(
          new TestFailure(
              TestProblem.UNREACHABLE, "the signed URL cannot be reached: " + e.getMessage()));
    } catch (IOException e) {
      return Optional.of(new TestFailure(TestProblem.UNREACHABLE, "the signed URL cannot be read"));
    }
  }
}
