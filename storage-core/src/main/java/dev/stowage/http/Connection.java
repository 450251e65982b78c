package dev.stowage.http;

import dev.stowage.http.HttpTimeoutException.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection: timed, translated reads and writes over a channel, with TLS on top or not. Used by
 * one exchange at a time; only {@link #close} and {@link #takeAnswer} are called from elsewhere.
 *
 * <p>The channel is in blocking mode without a timeout of its own, which costs one system call for
 * a read (a socket timeout costs three to seven); the watcher closes it when a call takes too long.
 */
final class Connection {
  /** Bounds the direct buffers that the JDK keeps for each thread, and the unit of progress. */
  private static final int PIECE = 128 * 1024;

  private static final int BUFFER = 16 * 1024;

  /** Probing TLS takes a millisecond, so it waits for a reason. */
  private static final long TLS_PROBE_AFTER = 50_000_000L;

  private final Route route;
  private final SocketChannel channel;
  private final InputStream rawInput;
  private final Socket socket;
  private final InputStream input;
  private final @Nullable OutputStream tlsOutput;
  private final ResponseReader reader = new ResponseReader(this);

  /** Held while reading, so that the watcher never takes bytes that the owner is waiting for. */
  private final ReentrantLock inbound = new ReentrantLock();

  private final byte[] pending = new byte[BUFFER];
  private int pendingCount;
  private Exchange exchange;
  private @Nullable IOException writeFailure;
  private volatile @Nullable ByteBuffer taken;
  private volatile long idleSince;
  private boolean reused;

  private Connection(Route route, SocketChannel channel, Exchange exchange, Socket socket)
      throws IOException {
    this.route = route;
    this.channel = channel;
    this.exchange = exchange;
    this.rawInput = channel.socket().getInputStream();
    this.socket = socket;
    boolean secure = socket instanceof SSLSocket;
    this.input = secure ? socket.getInputStream() : rawInput;
    this.tlsOutput = secure ? socket.getOutputStream() : null;
  }

  /** Wraps a connected channel. */
  static Connection plain(Route route, SocketChannel channel, Exchange exchange)
      throws IOException {
    return new Connection(route, channel, exchange, channel.socket());
  }

  /** The same channel under TLS; this object must not be used after. */
  Connection secured(SSLSocket secure) throws IOException {
    return new Connection(route, channel, exchange, secure);
  }

  Route route() {
    return route;
  }

  ResponseReader reader() {
    return reader;
  }

  Exchange exchange() {
    return exchange;
  }

  void exchange(Exchange next) {
    exchange = next;
  }

  Socket socket() {
    return socket;
  }

  boolean reused() {
    return reused;
  }

  long idleSince() {
    return idleSince;
  }

  void idleFrom(long now) {
    idleSince = now;
    reused = true;
  }

  /** The failure of a write to the socket, as opposed to one of the body's source. */
  @Nullable IOException writeFailure() {
    return writeFailure;
  }

  /**
   * Buffers small pieces: a head and a small body leave in one packet, and the frame of a chunk
   * with the chunk.
   */
  void write(byte[] bytes, int offset, int length) throws IOException {
    if (length <= pending.length - pendingCount) {
      System.arraycopy(bytes, offset, pending, pendingCount, length);
      pendingCount += length;
      return;
    }
    if (length < pending.length) {
      flush();
      System.arraycopy(bytes, offset, pending, 0, length);
      pendingCount = length;
      return;
    }
    for (int done = 0; done < length; done += PIECE) {
      writeThrough(bytes, offset + done, Math.min(PIECE, length - done));
    }
  }

  /** Tells whether writing so many bytes would send something. */
  boolean wouldSend(int length) {
    return length > pending.length - pendingCount;
  }

  void flush() throws IOException {
    if (pendingCount > 0) {
      writeThrough(pending, 0, 0);
    }
  }

  /** Writes what is pending, and this behind it. */
  private void writeThrough(byte[] bytes, int offset, int length) throws IOException {
    int before = pendingCount;
    pendingCount = 0;
    try {
      exchange.begin(Phase.WRITE);
      if (tlsOutput != null) {
        tlsOutput.write(pending, 0, before);
        tlsOutput.write(bytes, offset, length);
      } else if (length == 0) {
        writeAll(ByteBuffer.wrap(pending, 0, before));
      } else if (before == 0) {
        writeAll(ByteBuffer.wrap(bytes, offset, length));
      } else {
        ByteBuffer last = ByteBuffer.wrap(bytes, offset, length);
        ByteBuffer[] both = {ByteBuffer.wrap(pending, 0, before), last};
        while (last.hasRemaining()) {
          channel.write(both);
        }
      }
    } catch (IOException e) {
      writeFailure = e;
      throw e;
    } finally {
      exchange.end();
    }
  }

  private void writeAll(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Reads what is there, waiting for the first byte; -1 at the end. */
  int read(byte[] bytes, int offset, int length) throws IOException {
    inbound.lock();
    try {
      exchange.begin(Phase.READ);
      return exchange.answered()
          ? readTaken(bytes, offset, length)
          : input.read(bytes, offset, Math.min(length, PIECE));
    } catch (IOException e) {
      if (exchange.answered()) {
        return readTaken(bytes, offset, length);
      }
      throw exchange.translate(e);
    } finally {
      exchange.end();
      inbound.unlock();
    }
  }

  /** Reads what comes within so many milliseconds; 0 when nothing does, -1 at the end. */
  int readWithin(int millis, byte[] bytes, int offset, int length) throws IOException {
    inbound.lock();
    try {
      exchange.begin(Phase.READ);
      socket.setSoTimeout(millis);
      int count = input.read(bytes, offset, length);
      socket.setSoTimeout(0);
      return count;
    } catch (SocketTimeoutException nothing) {
      socket.setSoTimeout(0);
      return 0;
    } catch (IOException e) {
      if (exchange.answered()) {
        return readTaken(bytes, offset, length);
      }
      throw exchange.translate(e);
    } finally {
      exchange.end();
      inbound.unlock();
    }
  }

  private int readTaken(byte[] bytes, int offset, int length) {
    ByteBuffer answer = taken;
    if (answer == null || !answer.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, answer.remaining());
    answer.get(bytes, offset, count);
    return count;
  }

  /** Bytes that have arrived, encrypted ones under TLS; 0 at the end of the stream too. */
  int arrived() {
    try {
      return rawInput.available();
    } catch (IOException closed) {
      return 0;
    }
  }

  /**
   * Called by the watcher while the owner is stuck in a write: keeps what the peer has sent, since
   * waking the owner means closing the channel. Under TLS this cannot be done and gives false.
   */
  boolean takeAnswer() {
    if (tlsOutput != null || !inbound.tryLock()) {
      return false;
    }
    try {
      if (arrived() == 0) {
        return false;
      }
      ByteBuffer answer = ByteBuffer.allocate(PIECE);
      channel.read(answer);
      taken = answer.flip();
      return true;
    } catch (IOException closed) {
      return false;
    } finally {
      inbound.unlock();
    }
  }

  /** Tells whether the peer has neither closed an idle connection nor said anything on it. */
  boolean isUsable(long idleFor) {
    try {
      if (tlsOutput == null) {
        channel.configureBlocking(false);
        int count = channel.read(ByteBuffer.wrap(pending, 0, 1));
        channel.configureBlocking(true);
        return count == 0;
      }
      if (idleFor < TLS_PROBE_AFTER) {
        return true;
      }
      socket.setSoTimeout(1);
      int ignored = input.read();
      return false;
    } catch (SocketTimeoutException silent) {
      return resetTimeout();
    } catch (IOException dead) {
      return false;
    }
  }

  private boolean resetTimeout() {
    try {
      socket.setSoTimeout(0);
      return true;
    } catch (IOException dead) {
      return false;
    }
  }

  /** Closes at once, without TLS farewell, and wakes whoever is blocked on it. */
  void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // Nothing is lost: the exchange that used it has ended.
    }
  }
}
