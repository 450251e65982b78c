package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.Verification;
import dev.stowage.spi.BlobDriver.BlobReply;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one version: goes on where a connection broke, and reports the end only when
 * every byte came and their checksum fits.
 */
final class ResumingReader extends BlobReader {
  private static final int EXACT = 1 << 20;

  private final BlobCore core;
  private final Call call;
  private final String fullKey;
  private final GetOptions options;
  private final BlobInfo info;
  private final ByteRange range;
  private final long length;
  private final @Nullable Checksum expected;
  private final Digests digests;
  private final Runnable storeClosed = this::dropBody;
  private @Nullable InputStream body;
  private @Nullable StorageException broken;
  private long position;
  private int resumes;
  private volatile boolean closed;
  private Verification verification = Verification.PENDING;

  ResumingReader(
      BlobCore core, String fullKey, GetOptions options, BlobInfo info, BlobReply reply) {
    this.core = core;
    this.call = Call.idempotent("get", fullKey);
    this.fullKey = fullKey;
    this.options = options;
    this.info = info;
    this.range = reply.range();
    this.length = range.length().orElseThrow();
    this.body = reply.body();
    boolean whole = range.offset() == 0 && length == info.size();
    this.expected = whole ? cheapest(info.checksums()) : null;
    this.digests =
        new Digests(
            expected == null
                ? EnumSet.noneOf(ChecksumAlgorithm.class)
                : EnumSet.of(expected.algorithm()));
    core.opened(storeClosed);
  }

  /** The algorithms are declared in the order of what they cost. */
  private static @Nullable Checksum cheapest(Map<ChecksumAlgorithm, Checksum> checksums) {
    return checksums.keySet().stream().sorted().findFirst().map(checksums::get).orElse(null);
  }

  @Override
  public BlobInfo info() {
    return info;
  }

  @Override
  public ByteRange range() {
    return range;
  }

  @Override
  public Verification verification() {
    return verification;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    Objects.checkFromIndexSize(offset, wanted, target.length);
    checkUsable();
    if (wanted == 0) {
      return 0;
    }
    if (position == length) {
      return end();
    }
    int n = next(target, offset, (int) Math.min(wanted, length - position));
    digests.update(target, offset, n);
    position += n;
    if (position == length) {
      verify();
    }
    return n;
  }

  /** What is short is read without a copy; for more, the length that was announced is no reason. */
  @Override
  public byte[] readAllBytes() throws IOException {
    long rest = length - position;
    if (rest > EXACT) {
      return super.readAllBytes();
    }
    byte[] bytes = new byte[(int) rest];
    int filled = readNBytes(bytes, 0, bytes.length);
    checkUsable();
    return filled == bytes.length ? bytes : Arrays.copyOf(bytes, filled);
  }

  private void checkUsable() throws IOException {
    if (broken != null) {
      throw CommitWriter.asIo(broken);
    }
    if (closed || core.calls().isClosed()) {
      throw CommitWriter.asIo(
          core.calls()
              .failure(call, ErrorCode.CLOSED, "the reader, or its store, is closed")
              .build());
    }
  }

  private int end() throws IOException {
    verify();
    return -1;
  }

  private int next(byte[] target, int offset, int wanted) throws IOException {
    while (true) {
      try {
        core.calls().checkStillWanted();
        InputStream current = body == null ? reopen() : body;
        int n = current.read(target, offset, wanted);
        if (n > 0) {
          return n;
        }
        if (n < 0) {
          throw new java.net.SocketException(
              "the body ended after " + position + " of " + length + " bytes");
        }
      } catch (StorageException e) {
        throw fail(e);
      } catch (IOException | RuntimeException e) {
        checkUsable();
        Failure failure = core.calls().meaningOf(e);
        dropBody();
        if (!core.calls().mayRepeat(failure, ++resumes)) {
          throw fail(core.calls().translate(call, e));
        }
      }
    }
  }

  /** Opens the rest, pinned to the version that was being read. */
  private InputStream reopen() {
    boolean pinned = core.capabilities().has(BlobFeature.CONDITIONAL_READ);
    GetOptions rest =
        GetOptions.defaults().withRange(ByteRange.of(range.offset() + position, length - position));
    if (pinned) {
      rest = rest.withIfMatch(info.etag());
    }
    if (options.version().isPresent()) {
      rest = rest.withVersion(options.version().get());
    }
    GetOptions request = rest;
    BlobReply reply;
    try {
      reply = core.calls().run(call, attempt -> core.driver().get(fullKey, request));
    } catch (StorageException e) {
      boolean gone =
          e.code() == ErrorCode.PRECONDITION_FAILED
              || e.code() == ErrorCode.NOT_FOUND
              || e.code() == ErrorCode.RANGE_NOT_SATISFIABLE;
      throw gone ? changed() : e;
    }
    if (!reply.info().etag().equals(info.etag())) {
      BlobReads.closeQuietly(reply);
      throw changed();
    }
    body = reply.body();
    return reply.body();
  }

  private StorageException changed() {
    return core.calls()
        .failure(call, ErrorCode.CONTENT_CHANGED, "the blob was replaced while it was being read")
        .build();
  }

  /** Done once, with the last byte: so even who never asks for the end hears of a mismatch. */
  private void verify() throws IOException {
    if (verification != Verification.PENDING) {
      return;
    }
    dropBody();
    if (expected == null) {
      verification = Verification.UNVERIFIED;
      return;
    }
    Checksum ours = digests.value(expected.algorithm());
    if (!ours.equals(expected)) {
      throw fail(
          core.calls()
              .failure(
                  call,
                  ErrorCode.INTEGRITY_FAILURE,
                  "the bytes read have the "
                      + expected.algorithm()
                      + " "
                      + ours.hex()
                      + " but the stored one is "
                      + expected.hex())
              .build());
    }
    verification = Verification.VERIFIED;
  }

  private IOException fail(StorageException failure) {
    StorageException placed =
        failure.operation().isPresent()
            ? failure
            : core.calls().failure(call, failure.code(), failure.reason()).cause(failure).build();
    broken = placed;
    dropBody();
    return CommitWriter.asIo(placed);
  }

  @Override
  public int available() throws IOException {
    checkUsable();
    InputStream current = body;
    return current == null ? 0 : (int) Math.min(current.available(), length - position);
  }

  private void dropBody() {
    InputStream current = body;
    body = null;
    if (current != null) {
      try {
        current.close();
      } catch (IOException | RuntimeException e) {
        org.slf4j.LoggerFactory.getLogger(ResumingReader.class).debug("closing a body failed", e);
      }
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      core.ended(storeClosed);
      dropBody();
    }
  }
}
