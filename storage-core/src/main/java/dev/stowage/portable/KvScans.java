package dev.stowage.portable;

import dev.stowage.kv.Row;
import dev.stowage.kv.ScanPage;
import dev.stowage.kv.ScanRequest;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvPage;
import dev.stowage.spi.KvScan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Scans, page by page, and the cursors between the pages. */
final class KvScans {
  private final KvDriver driver;
  private final Calls calls;
  private final KvChecks checks;
  private final KvReads reads;

  KvScans(KvDriver driver, Calls calls, KvChecks checks, KvReads reads) {
    this.driver = driver;
    this.calls = calls;
    this.checks = checks;
    this.reads = reads;
  }

  ScanPage page(Call call, ScanRequest request) {
    boolean ordered = checks.ordered(call, request);
    String cursor = request.cursor().map(text -> unseal(call, request, text)).orElse(null);
    KvPage<Row> page = fetch(call, request, ordered, request.pageSize(), cursor);
    return new ScanPage(
        reads.living(page.items()),
        Optional.ofNullable(page.cursor()).map(next -> seal(request, next)));
  }

  Stream<Row> stream(Call call, ScanRequest request) {
    boolean ordered = checks.ordered(call, request);
    String cursor = request.cursor().map(text -> unseal(call, request, text)).orElse(null);
    return KvPageStream.of(
            cursor,
            at -> {
              KvPage<Row> page = fetch(call, request, ordered, request.pageSize(), at);
              return new KvPage<>(reads.living(page.items()), page.cursor());
            })
        .limit(request.limit());
  }

  private KvPage<Row> fetch(
      Call call, ScanRequest request, boolean ordered, int limit, @Nullable String cursor) {
    KvScan scan = new KvScan(request.range(), ordered, limit, cursor);
    return calls.run(call, number -> driver.scan(scan));
  }

  /** A driver's cursor, tied to the request it belongs to. */
  private static String seal(ScanRequest request, String cursor) {
    byte[] text = cursor.getBytes(StandardCharsets.UTF_8);
    byte[] sealed =
        ByteBuffer.allocate(Integer.BYTES + text.length)
            .putInt(seal(request, text))
            .put(text)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private String unseal(Call call, ScanRequest request, String sealed) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    byte[] text =
        bytes.length < Integer.BYTES
            ? bytes
            : Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    if (bytes.length <= Integer.BYTES || ByteBuffer.wrap(bytes).getInt() != seal(request, text)) {
      throw checks.invalid(call, "the cursor is not one of this scan");
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static int seal(ScanRequest request, byte[] cursor) {
    CRC32 sum = new CRC32();
    sum.update((request.range() + "/" + request.ordered()).getBytes(StandardCharsets.UTF_8));
    sum.update(cursor);
    return (int) sum.getValue();
  }
}
