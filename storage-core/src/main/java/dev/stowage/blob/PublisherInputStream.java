package dev.stowage.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Pulls the elements of a publisher one by one, so that it is never asked for more than one. */
final class PublisherInputStream extends InputStream implements Flow.Subscriber<ByteBuffer> {
  /** What arrived: bytes, the end, or a failure. */
  private record Signal(@Nullable ByteBuffer bytes, @Nullable Throwable failure) {}

  private final Flow.Publisher<ByteBuffer> publisher;
  private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(4);
  private volatile Flow.@Nullable Subscription subscription;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private boolean subscribed;
  private boolean ended;

  PublisherInputStream(Flow.Publisher<ByteBuffer> publisher) {
    this.publisher = publisher;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!current.hasRemaining()) {
      if (ended || !fetch()) {
        return -1;
      }
    }
    int n = Math.min(length, current.remaining());
    current.get(target, offset, n);
    return n;
  }

  private boolean fetch() throws IOException {
    if (!subscribed) {
      subscribed = true;
      publisher.subscribe(this);
    } else {
      Flow.Subscription active = subscription;
      if (active != null) {
        active.request(1);
      }
    }
    Signal signal;
    try {
      signal = signals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
    if (signal.failure() != null) {
      ended = true;
      throw new IOException("the publisher failed: " + signal.failure(), signal.failure());
    }
    if (signal.bytes() == null) {
      ended = true;
      return false;
    }
    current = signal.bytes();
    return true;
  }

  @Override
  public void close() {
    Flow.Subscription active = subscription;
    if (active != null && !ended) {
      active.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription value) {
    subscription = value;
    value.request(1);
  }

  @Override
  public void onNext(ByteBuffer item) {
    signals.add(new Signal(item, null));
  }

  @Override
  public void onError(Throwable failure) {
    signals.add(new Signal(null, failure));
  }

  @Override
  public void onComplete() {
    signals.add(new Signal(null, null));
  }
}
