package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBlobs;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.OciServiceFake;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Object Storage: one namespace, its buckets and what is in them. */
public final class FakeObjectStorage implements OciServiceFake {
  private final ObjectStore store;
  private final ObjectBuckets buckets;
  private final ObjectWrites writes;
  private final ObjectReads reads;
  private final ObjectLists lists;
  private final ObjectUploads uploads;
  private final ObjectActions actions;
  private final Preauthentications preauthentications;
  private final WorkRequests work;

  /** An empty namespace of an account. */
  public FakeObjectStorage(OciAccount account) {
    store = new ObjectStore(account);
    buckets = new ObjectBuckets(store);
    writes = new ObjectWrites(store);
    reads = new ObjectReads(store);
    lists = new ObjectLists(store);
    uploads = new ObjectUploads(store);
    work = new WorkRequests(account);
    actions = new ObjectActions(store, writes, work);
    preauthentications = new Preauthentications(store);
  }

  @Override
  public Set<String> operations() {
    return ObjectOperation.names();
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    return ObjectOperation.of(ObjectPath.of(head), head).map(ObjectOperation::title);
  }

  @Override
  public boolean signsBody(String operation) {
    ObjectOperation named = ObjectOperation.named(operation);
    return named != ObjectOperation.PUT_OBJECT && named != ObjectOperation.UPLOAD_PART;
  }

  @Override
  public boolean open(String operation, OciRequest head) {
    return !ObjectPath.of(head).token().isEmpty();
  }

  @Override
  public void refuseEarly(String operation, OciRequest head) {
    ObjectPath path = ObjectPath.of(head);
    if (operation.equals(ObjectOperation.PUT_OBJECT.title())) {
      store
          .blobs()
          .atomically(
              () -> {
                checkToken(path, ObjectOperation.PUT_OBJECT);
                writes.checkHead(path, head, store.bucket(path));
                return path;
              });
    }
  }

  private void checkToken(ObjectPath path, ObjectOperation operation) {
    if (!path.token().isEmpty()) {
      preauthentications.check(path, operation);
    }
  }

  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    ObjectPath path = ObjectPath.of(request);
    ObjectOperation named = ObjectOperation.named(operation);
    return store
        .blobs()
        .atomically(
            () -> {
              checkToken(path, named);
              return answer(named, path, request);
            });
  }

  private FakeResponse answer(ObjectOperation operation, ObjectPath path, OciRequest request) {
    return switch (operation) {
      case GET_NAMESPACE -> buckets.namespace();
      case LIST_BUCKETS -> buckets.list(path, request);
      case CREATE_BUCKET -> buckets.create(path, request);
      case GET_BUCKET -> buckets.get(path);
      case HEAD_BUCKET -> buckets.head(path);
      case DELETE_BUCKET -> buckets.delete(path);
      case LIST_OBJECTS -> lists.list(path, request);
      case LIST_OBJECT_VERSIONS -> lists.versions(path, request);
      case PUT_OBJECT -> writes.put(path, request);
      case GET_OBJECT, HEAD_OBJECT -> reads.get(path, request);
      case DELETE_OBJECT -> writes.delete(path, request);
      case COPY_OBJECT -> actions.copy(path, request);
      case RENAME_OBJECT -> actions.rename(path, request);
      case RESTORE_OBJECTS -> actions.restore(path, request);
      case UPDATE_OBJECT_STORAGE_TIER -> actions.changeTier(path, request);
      case BATCH_DELETE_OBJECTS -> actions.deleteMany(path, request);
      case CREATE_MULTIPART_UPLOAD -> uploads.create(path, request);
      case LIST_MULTIPART_UPLOADS -> uploads.list(path, request);
      case UPLOAD_PART -> uploads.put(path, request);
      case LIST_MULTIPART_UPLOAD_PARTS -> uploads.listParts(path, request);
      case COMMIT_MULTIPART_UPLOAD -> uploads.commit(path, request);
      case ABORT_MULTIPART_UPLOAD -> uploads.abort(path, request);
      case CREATE_PREAUTHENTICATED_REQUEST -> preauthentications.create(path, request);
      case LIST_PREAUTHENTICATED_REQUESTS -> preauthentications.list(path, request);
      case DELETE_PREAUTHENTICATED_REQUEST -> preauthentications.delete(path);
      case GET_WORK_REQUEST -> work.get(path.workRequest());
      case LIST_WORK_REQUEST_ERRORS -> work.errors(path.workRequest());
    };
  }

  /** Creates a bucket; one that exists is left as it is. */
  public FakeBucket createBucket(String name) {
    return store.blobs().atomically(() -> buckets.create(name, store.account().compartment()));
  }

  /** Keeps versions in a bucket from now on. */
  public void enableVersioning(String bucket) {
    store
        .blobs()
        .atomically(
            () ->
                Optional.ofNullable(
                    existing(bucket).attributes().put(ObjectStore.VERSIONING, "Enabled")));
  }

  private FakeBucket existing(String bucket) {
    return store
        .blobs()
        .bucket(bucket)
        .orElseThrow(() -> new IllegalArgumentException("no bucket " + bucket));
  }

  /** Stores an object behind the wire, as a program that asks for no checksum would leave it. */
  public FakeBlob putObject(String bucket, String key, byte[] content) {
    return putObject(bucket, key, FakeBytes.of(content));
  }

  /** Stores an object of bytes that are here already, such as another's. */
  public FakeBlob putObject(String bucket, String key, FakeBytes content) {
    return store
        .blobs()
        .atomically(
            () ->
                store.store(
                    existing(bucket),
                    FakeBlob.builder(key)
                        .content(content)
                        .headers(Map.of("content-type", "application/octet-stream"))
                        .attributes(
                            Map.of(
                                ObjectStore.MD5,
                                ObjectSums.base64(ObjectSums.md5(content)),
                                ObjectStore.TIER,
                                "Standard"))));
  }

  /** The object that a read would give, if there is one. */
  public Optional<FakeBlob> object(String bucket, String key) {
    return store.blobs().atomically(() -> existing(bucket).current(key));
  }

  /** The names that a listing would give, in order. */
  public List<String> keys(String bucket) {
    return store
        .blobs()
        .atomically(
            () -> {
              FakeBucket found = existing(bucket);
              return found.keys().stream().filter(k -> found.current(k).isPresent()).toList();
            });
  }

  /** The uploads that are neither committed nor aborted. */
  public List<FakeUpload> uploads(String bucket) {
    return store.blobs().atomically(() -> List.copyOf(existing(bucket).uploads().values()));
  }

  /** Lets a copy be made with this look at its work request; the second unless told otherwise. */
  public void copiesAreMadeWithLook(int number) {
    work.doneAfter(number);
  }

  /** The store itself. */
  public FakeBlobs blobs() {
    return store.blobs();
  }

  @Override
  public void clear() {
    store
        .blobs()
        .atomically(
            () -> {
              store.blobs().clear();
              preauthentications.clear();
              work.clear();
              return true;
            });
  }
}
