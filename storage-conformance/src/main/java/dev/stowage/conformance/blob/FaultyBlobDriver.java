package dev.stowage.conformance.blob;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Any driver, with every request written down and every {@link Fault} at hand. It stands where the
 * network would, so the portable layer above it is tested whole.
 */
public final class FaultyBlobDriver extends ForwardingBlobDriver {
  private static final String EMPTY_PAGE = "kit:empty:";

  private final FaultyRequests requests;
  private final AtomicInteger empty = new AtomicInteger();

  public FaultyBlobDriver(BlobDriver inner, FaultPlan faults, RequestLog log) {
    super(inner);
    this.requests = new FaultyRequests(faults, log);
  }

  @Override
  public Failure classify(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof InjectedFailure injected) {
        return injected.failure();
      }
    }
    return super.classify(thrown);
  }

  @Override
  public void checkContainer() throws IOException {
    requests.<Object>run(
        Operation.CHECK,
        null,
        0,
        () -> {
          inner().checkContainer();
          return Operation.CHECK;
        });
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    return requests.write(Operation.PUT, key, content, body -> inner().put(key, body, options));
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    FaultyRequests.Outcome<BlobReply> outcome =
        requests.outcome(Operation.GET, key, 0, () -> inner().get(key, options));
    BlobReply reply = outcome.value();
    long length = reply.range().length().orElse(0);
    requests.log().bodyOpened();
    return new BlobReply(
        reply.info(),
        reply.range(),
        new FaultyBody(reply.body(), outcome.fault(), length, requests.log()::bodyClosed));
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    return requests.run(Operation.HEAD, key, 0, () -> inner().head(key, options));
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    requests.<Object>run(
        Operation.DELETE,
        key,
        0,
        () -> {
          inner().delete(key, ifMatch);
          return key;
        });
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    ListRequest asked = unmarked(request);
    Optional<FaultPlan.Shot> shot = requests.begin(Operation.LIST, null);
    Fault fault = shot.map(FaultPlan.Shot::fault).orElse(null);
    if (fault == Fault.EMPTY_PAGE) {
      String cursor = EMPTY_PAGE + empty.incrementAndGet() + ":" + asked.cursor().orElse("");
      return new ListPage(List.of(), List.of(), Optional.of(cursor));
    }
    ListRequest sent =
        fault == Fault.SHORT_PAGE ? asked.withPageSize(Math.max(1, asked.pageSize() / 3)) : asked;
    return requests.finish(Operation.LIST, null, 0, shot, () -> inner().list(sent)).value();
  }

  /** The request as it was before an empty page came between, whose cursor is the kit's own. */
  private static ListRequest unmarked(ListRequest request) {
    String cursor = request.cursor().orElse("");
    if (!cursor.startsWith(EMPTY_PAGE)) {
      return request;
    }
    String real = cursor.substring(cursor.indexOf(':', EMPTY_PAGE.length()) + 1);
    if (!real.isEmpty()) {
      return request.withCursor(real);
    }
    ListRequest fresh = ListRequest.of(request.prefix()).withPageSize(request.pageSize());
    if (request.delimiter().isPresent()) {
      fresh = fresh.withDelimiter(request.delimiter().get());
    }
    return request.startAfter().isPresent()
        ? fresh.withStartAfter(request.startAfter().get())
        : fresh;
  }

  @Override
  public Optional<Bulk> bulk() {
    return inner().bulk().map(bulk -> keys -> deleteAll(bulk, keys));
  }

  private List<DeleteResult> deleteAll(Bulk bulk, List<String> keys) throws IOException {
    Optional<FaultPlan.Shot> shot = requests.begin(Operation.BULK_DELETE, null);
    if (shot.map(FaultPlan.Shot::fault).orElse(null) != Fault.ONE_FAILS) {
      return requests
          .finish(Operation.BULK_DELETE, null, 0, shot, () -> bulk.deleteAll(keys))
          .value();
    }
    int last = keys.size() - 1;
    List<DeleteResult> results =
        new ArrayList<>(last == 0 ? List.of() : bulk.deleteAll(keys.subList(0, last)));
    results.add(
        new DeleteResult(
            keys.get(last),
            Optional.of(StorageException.of(ErrorCode.PERMISSION_DENIED, "denied by the kit"))));
    return results;
  }

  @Override
  public Optional<Copier> copier() {
    return super.copier().map(FaultyCopier::new);
  }

  private final class FaultyCopier extends ForwardingCopier {
    FaultyCopier(Copier copier) {
      super(copier);
    }

    @Override
    public PutResult copy(
        BlobDriver from,
        String fromKey,
        String toKey,
        CopyOptions options,
        @Nullable BlobInfo source)
        throws IOException {
      return requests.run(
          Operation.COPY, toKey, 0, () -> super.copy(from, fromKey, toKey, options, source));
    }
  }

  @Override
  public Optional<Sinks> sinks() {
    return inner()
        .sinks()
        .map(sinks -> (key, options) -> new FaultySink(sinks.open(key, options), requests, key));
  }

  @Override
  public Optional<Parts> parts() {
    return inner().parts().map(parts -> new FaultyParts(parts, requests));
  }

  @Override
  public Optional<Versions> versions() {
    return inner().versions().map(versions -> new FaultyVersions(versions, requests));
  }

  @Override
  public Optional<Appender> appender() {
    return inner()
        .appender()
        .map(
            appender ->
                (key, content) ->
                    requests.write(
                        Operation.APPEND, key, content, body -> appender.append(key, body)));
  }
}
