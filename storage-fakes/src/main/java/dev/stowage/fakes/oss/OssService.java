package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeResponse;

/** Hands each operation to the part that knows it. Called under the store's lock. */
final class OssService {
  private final OssAccount account;
  private final OssTasks tasks;
  private final OssBuckets buckets;
  private final OssListings listings;
  private final OssVersions versions;
  private final OssWrites writes;
  private final OssReads reads;
  private final OssDeletes deletes;
  private final OssTags tags;
  private final OssCopies copies;
  private final OssMultipart multipart;
  private final OssCompletion completion;
  private final OssForms forms;

  OssService(OssAccount account, OssTasks tasks, OssAuthentication authentication) {
    this.account = account;
    this.tasks = tasks;
    buckets = new OssBuckets(account);
    listings = new OssListings(account);
    versions = new OssVersions(account);
    writes = new OssWrites(account);
    reads = new OssReads(account);
    deletes = new OssDeletes(account);
    tags = new OssTags(account);
    copies = new OssCopies(account);
    multipart = new OssMultipart(account, copies);
    completion = new OssCompletion(account);
    forms = new OssForms(account, authentication);
  }

  FakeResponse answer(OssCall call, boolean anonymous) {
    OssOperation operation = call.operation();
    if (operation == OssOperation.HEAD_OBJECT || operation == OssOperation.LIST_OBJECTS_V2) {
      account.blobs().bucket(call.bucket()).ifPresent(tasks::lookAt);
    }
    return switch (operation) {
      case LIST_BUCKETS -> buckets.list(call);
      case PUT_BUCKET -> buckets.create(call);
      case DELETE_BUCKET -> buckets.delete(call);
      case GET_BUCKET_INFO -> buckets.info(call);
      case GET_BUCKET_VERSIONING -> buckets.getVersioning(call);
      case PUT_BUCKET_VERSIONING -> buckets.putVersioning(call);
      case LIST_OBJECTS, LIST_OBJECTS_V2 -> listings.list(call);
      case LIST_OBJECT_VERSIONS -> versions.list(call);
      case LIST_MULTIPART_UPLOADS -> multipart.uploads(call);
      case DELETE_MULTIPLE_OBJECTS -> deletes.deleteAll(call);
      case POST_OBJECT -> forms.post(call);
      case PUT_OBJECT -> writes.put(call);
      case COPY_OBJECT -> copies.copy(call);
      case APPEND_OBJECT -> writes.append(call);
      case GET_OBJECT, HEAD_OBJECT -> reads.get(call, anonymous);
      case DELETE_OBJECT -> deletes.delete(call);
      case RESTORE_OBJECT -> writes.restore(call);
      case PUT_SYMLINK -> writes.putSymlink(call);
      case GET_SYMLINK -> writes.getSymlink(call);
      case GET_OBJECT_TAGGING -> tags.get(call);
      case PUT_OBJECT_TAGGING -> tags.put(call);
      case DELETE_OBJECT_TAGGING -> tags.delete(call);
      case INITIATE_MULTIPART_UPLOAD -> multipart.initiate(call);
      case UPLOAD_PART -> multipart.upload(call);
      case UPLOAD_PART_COPY -> multipart.copy(call);
      case LIST_PARTS -> multipart.parts(call);
      case COMPLETE_MULTIPART_UPLOAD -> completion.complete(call);
      case ABORT_MULTIPART_UPLOAD -> multipart.abort(call);
      case PROCESS_OBJECT -> tasks.process(call);
      case ASYNC_PROCESS_OBJECT -> tasks.submit(call);
      case UNKNOWN -> throw OssError.notImplemented();
    };
  }
}
