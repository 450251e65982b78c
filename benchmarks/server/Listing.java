import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Pages of a listing, of version 1 and 2 of the protocol. The keys of the buckets {@code list-N}
 * are {@code data/ddd/obj-nnnnnnn.bin}, a thousand to a directory; they are not kept but spelt when
 * they are asked for, without prefix and delimiter.
 */
final class Listing {
  private static final String MANY = "list-";
  private static final String TIME = "2025-01-01T00:00:00.000Z";
  private static final byte[] ENTRY =
      ("<Contents><Key>data/ddd/obj-nnnnnnn.bin</Key><LastModified>"
              + TIME
              + "</LastModified>"
              + "<ETag>&quot;0123456789abcdef0123456789abcdef&quot;</ETag><Size>100000</Size>"
              + "<StorageClass>STANDARD</StorageClass></Contents>")
          .getBytes(StandardCharsets.US_ASCII);
  private static final int DIRECTORY = "<Contents><Key>data/".length();
  private static final int NUMBER = DIRECTORY + "ddd/obj-".length();
  private static final int HASH =
      new String(ENTRY, StandardCharsets.US_ASCII).indexOf("0123456789abcdef");

  private final Blobs blobs;

  Listing(Blobs blobs) {
    this.blobs = blobs;
  }

  byte[] page(Request request) {
    String asked = request.query("max-keys");
    int most = asked.isEmpty() ? 1000 : Math.min(1000, Integer.parseInt(asked));
    boolean second = request.query("list-type").equals("2");
    String from = request.query(second ? "continuation-token" : "marker");
    if (second && from.isEmpty()) {
      from = request.query("start-after");
    }
    return request.bucket().startsWith(MANY)
        ? many(request, most, from, second)
        : stored(request, most, from, second);
  }

  private static String opening(Request request) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>"
        + request.bucket()
        + "</Name>"
        + "<Prefix>"
        + escape(request.query("prefix"))
        + "</Prefix><MaxKeys>1000</MaxKeys>"
        + (request.asks("encoding-type") ? "<EncodingType>url</EncodingType>" : "");
  }

  private static String closing(int count, String next, boolean second) {
    return (second ? "<KeyCount>" + count + "</KeyCount>" : "")
        + "<IsTruncated>"
        + !next.isEmpty()
        + "</IsTruncated>"
        + (next.isEmpty()
            ? ""
            : second
                ? "<NextContinuationToken>" + escape(next) + "</NextContinuationToken>"
                : "<NextMarker>" + escape(next) + "</NextMarker>")
        + "</ListBucketResult>";
  }

  /** A token is the last key, so that it serves as a marker too. */
  private static byte[] many(Request request, int most, String from, boolean second) {
    int all = Integer.parseInt(request.bucket().substring(MANY.length()));
    int first = from.isEmpty() ? 0 : Integer.parseInt(from.substring(13, 20)) + 1;
    int count = Math.min(most, all - first);
    int end = first + count;
    String next =
        end < all ? String.format("data/%03d/obj-%07d.bin", (end - 1) / 1000, end - 1) : "";
    byte[] head = opening(request).getBytes(StandardCharsets.UTF_8);
    byte[] tail = closing(count, next, second).getBytes(StandardCharsets.UTF_8);
    byte[] page = new byte[head.length + count * ENTRY.length + tail.length];
    System.arraycopy(head, 0, page, 0, head.length);
    for (int i = 0, at = head.length; i < count; i++, at += ENTRY.length) {
      System.arraycopy(ENTRY, 0, page, at, ENTRY.length);
      decimal(page, at + DIRECTORY, 3, (first + i) / 1000);
      decimal(page, at + NUMBER, 7, first + i);
      decimal(page, at + HASH, 7, first + i);
    }
    System.arraycopy(tail, 0, page, page.length - tail.length, tail.length);
    return page;
  }

  private static void decimal(byte[] target, int at, int digits, int value) {
    for (int i = digits - 1, rest = value; i >= 0; i--, rest /= 10) {
      target[at + i] = (byte) ('0' + rest % 10);
    }
  }

  private byte[] stored(Request request, int most, String from, boolean second) {
    String bucket = request.bucket() + "/";
    String prefix = request.query("prefix");
    String delimiter = request.query("delimiter");
    StringBuilder page = new StringBuilder(opening(request));
    String start = bucket + (from.compareTo(prefix) > 0 ? from : prefix);
    String common = "";
    String last = "";
    int count = 0;
    for (Map.Entry<String, Blobs.Blob> entry : blobs.from(start).entrySet()) {
      if (!entry.getKey().startsWith(bucket + prefix)) {
        break;
      }
      String key = entry.getKey().substring(bucket.length());
      if (key.equals(from) || !common.isEmpty() && key.startsWith(common)) {
        continue;
      }
      if (count == most) {
        return page.append(closing(count, last, second))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
      }
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      if (cut >= 0) {
        common = key.substring(0, cut + delimiter.length());
        page.append("<CommonPrefixes><Prefix>")
            .append(escape(common))
            .append("</Prefix></CommonPrefixes>");
        last = common + '\uFFFF';
      } else {
        page.append("<Contents><Key>")
            .append(escape(key))
            .append("</Key><LastModified>")
            .append(TIME);
        page.append("</LastModified><ETag>")
            .append(entry.getValue().etag().replace("\"", "&quot;"));
        page.append("</ETag><Size>").append(entry.getValue().size());
        page.append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
        last = key;
      }
      count++;
    }
    return page.append(closing(count, "", second)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
