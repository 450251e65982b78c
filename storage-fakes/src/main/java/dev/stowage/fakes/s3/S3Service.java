package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeResponse;

/** Hands each operation to the part that knows it. Called under the store's lock. */
final class S3Service {

  private final S3Buckets buckets;
  private final S3Listings listings;
  private final S3Locks locks;
  private final S3Writes writes;
  private final S3Reads reads;
  private final S3Deletes deletes;
  private final S3Tags tags;
  private final S3Copies copies;
  private final S3Multipart multipart;
  private final S3Completion completion;
  private final S3UploadListings uploads;
  private final S3VersionListing versions;
  private final S3Forms forms;

  S3Service(S3Account account, S3Authentication authentication) {
    buckets = new S3Buckets(account);
    listings = new S3Listings(account);
    locks = new S3Locks(account);
    writes = new S3Writes(account, locks);
    reads = new S3Reads(account);
    deletes = new S3Deletes(account, locks);
    tags = new S3Tags(account);
    copies = new S3Copies(account, writes);
    multipart = new S3Multipart(account, writes, copies, locks);
    completion = new S3Completion(account);
    uploads = new S3UploadListings(account);
    versions = new S3VersionListing(account);
    forms = new S3Forms(account, authentication, writes);
  }

  FakeResponse answer(S3Call call, S3Identity identity, S3Payload payload) {
    return switch (call.operation()) {
      case LIST_BUCKETS -> buckets.list(call);
      case CREATE_BUCKET -> buckets.create(call, payload);
      case DELETE_BUCKET -> buckets.delete(call);
      case HEAD_BUCKET -> buckets.head(call);
      case GET_BUCKET_LOCATION -> buckets.location(call);
      case GET_BUCKET_VERSIONING -> buckets.getVersioning(call);
      case PUT_BUCKET_VERSIONING -> buckets.putVersioning(call, payload);
      case GET_OBJECT_LOCK_CONFIGURATION -> locks.getConfiguration(call);
      case PUT_OBJECT_LOCK_CONFIGURATION -> locks.putConfiguration(call, payload);
      case LIST_OBJECTS -> listings.listV1(call);
      case LIST_OBJECTS_V2 -> listings.listV2(call);
      case DELETE_OBJECTS -> deletes.deleteAll(call, payload);
      case PUT_OBJECT -> writes.put(call, payload);
      case GET_OBJECT, HEAD_OBJECT -> reads.get(call, identity);
      case DELETE_OBJECT -> deletes.delete(call);
      case GET_OBJECT_ATTRIBUTES -> reads.attributes(call);
      case GET_OBJECT_TAGGING -> tags.get(call);
      case PUT_OBJECT_TAGGING -> tags.put(call, payload);
      case DELETE_OBJECT_TAGGING -> tags.delete(call);
      case GET_OBJECT_RETENTION -> locks.getRetention(call);
      case PUT_OBJECT_RETENTION -> locks.putRetention(call, payload);
      case GET_OBJECT_LEGAL_HOLD -> locks.getHold(call);
      case PUT_OBJECT_LEGAL_HOLD -> locks.putHold(call, payload);
      case COPY_OBJECT -> copies.copy(call);
      case CREATE_MULTIPART_UPLOAD -> multipart.create(call);
      case UPLOAD_PART -> multipart.upload(call, payload);
      case UPLOAD_PART_COPY -> multipart.copy(call);
      case COMPLETE_MULTIPART_UPLOAD -> completion.complete(call, payload);
      case ABORT_MULTIPART_UPLOAD -> multipart.abort(call);
      case LIST_PARTS -> uploads.parts(call);
      case LIST_MULTIPART_UPLOADS -> uploads.uploads(call);
      case LIST_OBJECT_VERSIONS -> versions.list(call);
      case POST_OBJECT -> forms.post(call, payload);
      case UNKNOWN -> throw S3Error.notImplemented();
    };
  }
}
