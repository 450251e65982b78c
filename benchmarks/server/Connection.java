import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Serves one connection. */
final class Connection implements Runnable {
  private static final Pattern PART_NUMBER = Pattern.compile("<PartNumber>([0-9]+)</PartNumber>");
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
  private static final String XML = "Content-Type: application/xml\r\n";
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  private static final String CRC_HEADER = "x-amz-checksum-crc32c";

  private final SocketChannel channel;
  private final Blobs blobs;
  private final Fixture fixture;
  private final Control control;
  private final Listing listing;
  private final Input input;
  private final Output output;

  Connection(SocketChannel channel, Fixture fixture, Blobs blobs, Control control) {
    this.channel = channel;
    this.fixture = fixture;
    this.blobs = blobs;
    this.control = control;
    this.listing = new Listing(blobs);
    this.input = new Input(channel, new Pace(control));
    this.output = new Output(channel, new Pace(control), fixture);
  }

  @Override
  public void run() {
    control.connected();
    try (channel) {
      control.delay();
      for (String head; (head = input.head()) != null; ) {
        Request request = new Request(head);
        serve(request);
        if (request.header("connection").equalsIgnoreCase("close")) {
          break;
        }
      }
    } catch (IOException e) {
      // The client is gone; whether it should be is its own business, and its run says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      control.disconnected();
    }
  }

  private void serve(Request request) throws IOException, InterruptedException {
    Body body = new Body(input, request);
    if (!body.isEmpty()
        && input.isEmpty()
        && request.header("expect").equalsIgnoreCase("100-continue")) {
      control.delay();
      output.goOn();
    }
    if (request.bucket().startsWith("__")) {
      reply(200, "", control.answer(request), false);
    } else if (request.is("PUT") && !request.key().isEmpty()) {
      put(request, body);
    } else {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      body.read(
          piece -> {
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.write(copy, 0, copy.length);
          });
      control.delay();
      answer(request, bytes.toString(StandardCharsets.UTF_8));
    }
  }

  private void reply(int status, String headers, String body, boolean silent) throws IOException {
    output.reply(status, headers, body.getBytes(StandardCharsets.UTF_8), silent);
  }

  private void put(Request request, Body body) throws IOException, InterruptedException {
    CRC32C crc = new CRC32C();
    long[] size = {0};
    body.read(
        piece -> {
          size[0] += piece.remaining();
          crc.update(piece);
        });
    control.delay();
    control.count("with " + proof(request, body));
    String sum = base64((int) crc.getValue());
    String declared = body.trailers().getOrDefault(CRC_HEADER, request.header(CRC_HEADER));
    if (!declared.isEmpty() && !declared.equals(sum)) {
      refuse(400, "BadDigest", false);
      return;
    }
    String acknowledged = declared.isEmpty() ? "" : CRC_HEADER + ": " + sum + "\r\n";
    if (request.asks("uploadId")) {
      control.count("part");
      int number = Integer.parseInt(request.query("partNumber"));
      if (blobs.part(request.query("uploadId"), number, size[0], (int) crc.getValue())) {
        reply(200, "ETag: \"" + number + "-part\"\r\n" + acknowledged, "", false);
      } else {
        refuse(404, "NoSuchUpload", false);
      }
      return;
    }
    control.count("put");
    blobs.put(request.name(), size[0], (int) crc.getValue());
    reply(200, "ETag: " + new Blobs.Blob(size[0]).etag() + "\r\n" + acknowledged, "", false);
  }

  /** How the client lets a service compare what arrived. */
  private static String proof(Request request, Body body) {
    Stream<String> headers = Stream.concat(request.headers(), body.trailers().keySet().stream());
    Optional<String> sum =
        headers
            .filter(
                name ->
                    name.startsWith("x-amz-checksum-")
                        && !name.endsWith("-type")
                        && !name.endsWith("-algorithm"))
            .map(name -> name.substring("x-amz-checksum-".length()).toUpperCase(Locale.ROOT))
            .findFirst();
    if (sum.isPresent()) {
      return sum.get();
    }
    if (!request.header("content-md5").isEmpty()) {
      return "MD5";
    }
    return request.header("x-amz-content-sha256").length() == 64 ? "SHA256" : "nothing";
  }

  private static String base64(int crc) {
    return Base64.getEncoder().encodeToString(ByteBuffer.allocate(4).putInt(crc).array());
  }

  private void refuse(int status, String code, boolean silent) throws IOException {
    control.count("refused");
    reply(
        status,
        XML,
        "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>",
        silent);
  }

  private void answer(Request request, String body) throws IOException, InterruptedException {
    boolean reads = request.is("GET") || request.is("HEAD");
    if (request.is("POST") && request.asks("uploads")) {
      control.count("start");
      document(
          "InitiateMultipartUploadResult",
          "<Bucket>"
              + request.bucket()
              + "</Bucket><Key>"
              + request.key()
              + "</Key><UploadId>"
              + blobs.start()
              + "</UploadId>");
    } else if (request.is("POST") && request.asks("uploadId")) {
      complete(request, body);
    } else if (request.is("POST") && request.asks("delete")) {
      deleteMany(request, body);
    } else if (request.is("DELETE")) {
      control.count("delete");
      if (request.asks("uploadId")) {
        blobs.abort(request.query("uploadId"));
      } else {
        blobs.delete(request.name());
      }
      reply(204, "", "", false);
    } else if (reads && !request.key().isEmpty()) {
      read(request);
    } else if (request.is("GET") && request.asks("location")) {
      document("LocationConstraint", "");
    } else if (request.is("GET") && !request.bucket().isEmpty()) {
      control.count("list");
      output.reply(200, XML, listing.page(request), false);
    } else {
      control.count("other");
      reply(200, "x-amz-bucket-region: us-east-1\r\n" + XML, "", request.is("HEAD"));
    }
  }

  private void document(String name, String content) throws IOException {
    reply(
        200,
        XML,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"
            + name
            + NAMESPACE
            + content
            + "</"
            + name
            + ">",
        false);
  }

  private void complete(Request request, String body) throws IOException {
    control.count("complete");
    List<Integer> named = new ArrayList<>();
    for (Matcher number = PART_NUMBER.matcher(body); number.find(); ) {
      named.add(Integer.parseInt(number.group(1)));
    }
    Blobs.Blob blob = blobs.complete(request.query("uploadId"), request.name(), named);
    if (blob == null) {
      refuse(404, "NoSuchUpload", false);
      return;
    }
    String whole = base64(fixture.crc(0, blob.size()));
    String declared = request.header(CRC_HEADER);
    if (!declared.isEmpty() && !declared.equals(whole)) {
      refuse(400, "BadDigest", false);
      return;
    }
    document(
        "CompleteMultipartUploadResult",
        "<Location>http://stub/</Location><Bucket>"
            + request.bucket()
            + "</Bucket><Key>"
            + request.key()
            + "</Key><ETag>"
            + blob.etag().replace("\"", "&quot;")
            + "</ETag>"
            + (declared.isEmpty()
                ? ""
                : "<ChecksumCRC32C>"
                    + whole
                    + "</ChecksumCRC32C><ChecksumType>FULL_OBJECT</ChecksumType>"));
  }

  private void deleteMany(Request request, String body) throws IOException {
    control.count("deleteMany");
    boolean quiet = body.contains("<Quiet>true</Quiet>");
    StringBuilder deleted = new StringBuilder();
    for (Matcher key = KEY.matcher(body); key.find(); ) {
      blobs.delete(request.bucket() + "/" + key.group(1));
      if (!quiet) {
        deleted.append("<Deleted><Key>").append(key.group(1)).append("</Key></Deleted>");
      }
    }
    document("DeleteResult", deleted.toString());
  }

  private void read(Request request) throws IOException, InterruptedException {
    boolean silent = request.is("HEAD");
    control.count(silent ? "head" : "get");
    Blobs.Blob blob = blobs.find(request.name());
    if (blob == null) {
      refuse(404, "NoSuchKey", silent);
      return;
    }
    String match = request.header("if-match");
    if (!match.isEmpty() && !match.equals(blob.etag())) {
      refuse(412, "PreconditionFailed", silent);
      return;
    }
    String headers =
        "ETag: "
            + blob.etag()
            + "\r\nLast-Modified: Wed, 01 Jan 2025 00:00:00 GMT\r\nAccept-Ranges: bytes\r\n"
            + "Content-Type: application/octet-stream\r\n";
    long first = 0;
    long end = blob.size();
    String range = request.header("range");
    boolean part = request.asks("partNumber");
    if (part) {
      first = (Long.parseLong(request.query("partNumber")) - 1) * Blobs.PART;
      end = Math.min(end, first + Blobs.PART);
      headers +=
          "x-amz-mp-parts-count: "
              + Math.max(1, (blob.size() + Blobs.PART - 1) / Blobs.PART)
              + "\r\n";
    } else if (range.startsWith("bytes=")) {
      String[] bounds = range.substring(6).split("-", -1);
      if (bounds[0].isEmpty()) {
        first = Math.max(0, end - Long.parseLong(bounds[1]));
      } else {
        first = Long.parseLong(bounds[0]);
        end = bounds[1].isEmpty() ? end : Math.min(end, Long.parseLong(bounds[1]) + 1);
      }
    }
    if (first > 0 && first >= end) {
      refuse(416, "InvalidRange", silent);
      return;
    }
    boolean whole = !part && range.isEmpty();
    if (whole && !request.header("x-amz-checksum-mode").isEmpty()) {
      headers +=
          CRC_HEADER
              + ": "
              + base64(fixture.crc(0, blob.size()))
              + "\r\nx-amz-checksum-type: FULL_OBJECT\r\n";
    }
    if (!whole) {
      headers += "Content-Range: bytes " + first + "-" + (end - 1) + "/" + blob.size() + "\r\n";
    }
    if (silent || first == end) {
      output.count(whole ? 200 : 206, headers, end - first);
    } else {
      output.fixture(whole ? 200 : 206, headers, first, end - first, first == 0 && control.flips());
    }
  }
}
