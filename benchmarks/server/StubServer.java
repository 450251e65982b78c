import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A fast S3 server on loopback for measuring clients: plain HTTP, one blocking thread per
 * connection. It throws away what it receives, but not before comparing it: every client writes
 * prefixes of one fixture and reads prefixes of it back. Signatures are not checked.
 *
 * <p>Every bucket exists. A key whose last segment is {@code fix-N} has the first N bytes of the
 * fixture; the bucket {@code list-N} has N keys. See {@link Control} for what a run steers.
 *
 * <p>Arguments: the fixture, which is made if it is missing, and its size in bytes. Prints its port
 * and ends when its standard input does.
 */
final class StubServer {
  private static final int BACKLOG = 1024;
  private static final int STACK = 512 * 1024;

  public static void main(String[] args) throws IOException {
    Fixture fixture = Fixture.of(Path.of(args[0]), Long.parseLong(args[1]));
    Blobs blobs = new Blobs(fixture);
    Control control = new Control(blobs);
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    Thread acceptor = new Thread(() -> accept(server, fixture, blobs, control), "acceptor");
    acceptor.setDaemon(true);
    acceptor.start();
    System.out.println(server.socket().getLocalPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nothing is said to us; the end of the input says that the run is over.
    }
  }

  private static void accept(
      ServerSocketChannel server, Fixture fixture, Blobs blobs, Control control) {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Connection connection = new Connection(channel, fixture, blobs, control);
        Thread thread = new Thread(null, connection, "connection", STACK);
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
