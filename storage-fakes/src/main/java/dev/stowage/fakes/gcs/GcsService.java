package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeResponse;

/** Hands each operation to the part that knows it. Called under the store's lock. */
final class GcsService {

  private final GcsBuckets buckets;
  private final GcsListings listings;
  private final GcsReads reads;
  private final GcsWrites writes;
  private final GcsResumable resumable;
  private final GcsCopies copies;
  private final GcsMultipart multipart;
  private final GcsForms forms;
  private final GcsTokens tokens;

  GcsService(GcsState state, GcsAuthentication authentication, GcsTokens tokens) {
    buckets = new GcsBuckets(state);
    listings = new GcsListings(state);
    reads = new GcsReads(state);
    writes = new GcsWrites(state);
    resumable = new GcsResumable(state);
    copies = new GcsCopies(state);
    multipart = new GcsMultipart(state);
    forms = new GcsForms(state, authentication);
    this.tokens = tokens;
  }

  FakeResponse answer(GcsCall call, boolean anonymous) {
    return switch (call.operation()) {
      case BUCKETS_LIST -> buckets.list(call);
      case BUCKETS_INSERT -> buckets.insert(call);
      case BUCKETS_GET -> buckets.get(call);
      case BUCKETS_PATCH -> buckets.patch(call);
      case BUCKETS_DELETE -> buckets.delete(call);
      case OBJECTS_LIST -> listings.list(call);
      case OBJECTS_GET -> reads.get(call, anonymous);
      case OBJECTS_INSERT -> insert(call);
      case OBJECTS_PATCH -> copies.patch(call);
      case OBJECTS_DELETE -> copies.delete(call);
      case OBJECTS_REWRITE -> copies.rewrite(call);
      case OBJECTS_COPY -> copies.copy(call);
      case OBJECTS_COMPOSE -> copies.compose(call);
      case OBJECTS_RESTORE -> copies.restore(call);
      case RESUMABLE_CHUNK -> resumable.chunk(call);
      case RESUMABLE_CANCEL -> resumable.cancel(call);
      case INITIATE_UPLOAD -> multipart.initiate(call);
      case UPLOAD_PART -> multipart.part(call);
      case COMPLETE_UPLOAD -> multipart.complete(call);
      case ABORT_UPLOAD -> multipart.abort(call);
      case LIST_PARTS -> multipart.parts(call);
      case LIST_UPLOADS -> multipart.uploads(call);
      case POST_OBJECT -> forms.post(call);
      case TOKEN -> tokens.oauth(call);
      case STS -> tokens.sts(call);
      case SIGN_BLOB -> tokens.signBlob(call);
      case ACCESS_TOKEN -> tokens.impersonate(call);
      case METADATA -> tokens.metadata(call);
      case BATCH, UNKNOWN -> throw GcsError.notImplemented();
    };
  }

  private FakeResponse insert(GcsCall call) {
    boolean session =
        call.json()
            ? "resumable".equals(call.params().get("uploadType"))
            : call.header("x-goog-resumable").filter("start"::equals).isPresent();
    if (!session && !call.json() && call.request().method().equals("POST")) {
      throw GcsError.notImplemented();
    }
    return session ? resumable.start(call) : writes.insert(call);
  }
}
