package dev.stowage.swift;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.http.DeadlineExceededException;
import dev.stowage.http.RequestAbortedException;
import dev.stowage.spi.CallScope;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one session of a client: asked for when it is first needed, shortly before it expires, and
 * when the service no longer takes it. However many threads need a new one at the same time, one of
 * them asks and the others wait for what it gets.
 */
final class Sessions {
  /** A token with less life than this is renewed first; it must last to the end of a request. */
  static final Duration LEAST_LIFE = Duration.ofSeconds(120);

  private final Login login;
  private final Pacer pacer;
  private final Object lock = new Object();
  private volatile @Nullable Held held;
  private @Nullable Flight flight;

  Sessions(Login login, Pacer pacer) {
    this.login = login;
    this.pacer = pacer;
  }

  Session current() throws IOException {
    Held now = held;
    return now != null && lasts(now) ? now.session() : fresh(null);
  }

  boolean renewable() {
    return login.renewable();
  }

  /** A session other than the one that was refused; somebody may have got it already. */
  Session after(Session refused) throws IOException {
    return fresh(refused);
  }

  private boolean lasts(Held some) {
    return !login.renewable() || pacer.now().isBefore(some.renewAt());
  }

  /** A token that lives but minutes must not be renewed for every request. */
  private Held held(Session got) {
    Duration quarter = Duration.between(pacer.now(), got.expires()).dividedBy(4);
    Duration early = quarter.compareTo(LEAST_LIFE) < 0 ? quarter : LEAST_LIFE;
    return new Held(got, got.expires().minus(early));
  }

  private record Held(Session session, Instant renewAt) {}

  private Session fresh(@Nullable Session refused) throws IOException {
    while (true) {
      Flight current;
      boolean ours = false;
      synchronized (lock) {
        Held now = held;
        if (now != null && now.session() != refused && lasts(now)) {
          return now.session();
        }
        if (flight == null) {
          flight = new Flight();
          ours = true;
        }
        current = flight;
      }
      if (ours) {
        return fly(current);
      }
      Session shared = current.await();
      if (shared != null) {
        return shared;
      }
    }
  }

  private Session fly(Flight current) throws IOException {
    try {
      Session got = login.login();
      current.session = got;
      held = held(got);
      return got;
    } catch (IOException | RuntimeException e) {
      current.failure = e;
      throw e;
    } finally {
      synchronized (lock) {
        flight = null;
      }
      current.landed.countDown();
    }
  }

  /** One login, and those who wait for it. */
  private static final class Flight {
    private final CountDownLatch landed = new CountDownLatch(1);
    private @Nullable Session session;
    private @Nullable Exception failure;

    /** Null when the one who asked gave up for reasons of its own. */
    @Nullable Session await() throws IOException {
      OptionalLong deadline = CallScope.deadline();
      try {
        if (deadline.isEmpty()) {
          landed.await();
        } else if (!landed.await(deadline.getAsLong() - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          throw StorageException.of(ErrorCode.DEADLINE_EXCEEDED, "no token before the deadline");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      }
      if (failure instanceof RequestAbortedException
          || failure instanceof DeadlineExceededException) {
        return null;
      }
      if (failure instanceof IOException io) {
        throw io;
      }
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      return session;
    }
  }
}
