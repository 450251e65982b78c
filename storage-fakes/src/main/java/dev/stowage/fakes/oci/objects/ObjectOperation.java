package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.oci.OciRequest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of Object Storage, under Oracle's names. */
enum ObjectOperation {
  GET_NAMESPACE("GetNamespace"),
  LIST_BUCKETS("ListBuckets"),
  CREATE_BUCKET("CreateBucket"),
  GET_BUCKET("GetBucket"),
  HEAD_BUCKET("HeadBucket"),
  DELETE_BUCKET("DeleteBucket"),
  LIST_OBJECTS("ListObjects"),
  LIST_OBJECT_VERSIONS("ListObjectVersions"),
  PUT_OBJECT("PutObject"),
  GET_OBJECT("GetObject"),
  HEAD_OBJECT("HeadObject"),
  DELETE_OBJECT("DeleteObject"),
  COPY_OBJECT("CopyObject"),
  RENAME_OBJECT("RenameObject"),
  RESTORE_OBJECTS("RestoreObjects"),
  UPDATE_OBJECT_STORAGE_TIER("UpdateObjectStorageTier"),
  BATCH_DELETE_OBJECTS("BatchDeleteObjects"),
  CREATE_MULTIPART_UPLOAD("CreateMultipartUpload"),
  LIST_MULTIPART_UPLOADS("ListMultipartUploads"),
  UPLOAD_PART("UploadPart"),
  LIST_MULTIPART_UPLOAD_PARTS("ListMultipartUploadParts"),
  COMMIT_MULTIPART_UPLOAD("CommitMultipartUpload"),
  ABORT_MULTIPART_UPLOAD("AbortMultipartUpload"),
  CREATE_PREAUTHENTICATED_REQUEST("CreatePreauthenticatedRequest"),
  LIST_PREAUTHENTICATED_REQUESTS("ListPreauthenticatedRequests"),
  DELETE_PREAUTHENTICATED_REQUEST("DeletePreauthenticatedRequest"),
  GET_WORK_REQUEST("GetWorkRequest"),
  LIST_WORK_REQUEST_ERRORS("ListWorkRequestErrors");

  private static final Set<String> NAMES =
      Arrays.stream(values())
          .map(o -> o.title)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String title;

  ObjectOperation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Set<String> names() {
    return NAMES;
  }

  static ObjectOperation named(String title) {
    return Arrays.stream(values()).filter(o -> o.title.equals(title)).findFirst().orElseThrow();
  }

  /** What a request asks for, the front of a pre-authenticated path being taken off. */
  static Optional<ObjectOperation> of(ObjectPath path, OciRequest head) {
    String method = head.method();
    if (path.root().equals("workRequests")) {
      boolean errors = path.what().equals("errors");
      return when(method.equals("GET"), errors ? LIST_WORK_REQUEST_ERRORS : GET_WORK_REQUEST);
    }
    if (!path.root().equals("n")) {
      return Optional.empty();
    }
    if (path.depth() == 1) {
      return when(method.equals("GET"), GET_NAMESPACE);
    }
    if (path.depth() == 3) {
      return switch (method) {
        case "GET" -> Optional.of(LIST_BUCKETS);
        case "POST" -> Optional.of(CREATE_BUCKET);
        default -> Optional.empty();
      };
    }
    if (path.depth() == 4) {
      return switch (method) {
        case "GET" -> Optional.of(GET_BUCKET);
        case "HEAD" -> Optional.of(HEAD_BUCKET);
        case "DELETE" -> Optional.of(DELETE_BUCKET);
        default -> Optional.empty();
      };
    }
    return switch (path.what()) {
      case "o" -> object(method, path.depth());
      case "u" -> upload(method, path.depth());
      case "p" -> preauthenticated(method, path.depth());
      case "objectversions" -> when(method.equals("GET"), LIST_OBJECT_VERSIONS);
      case "actions" -> when(method.equals("POST"), path.name()).flatMap(ObjectOperation::action);
      default -> Optional.empty();
    };
  }

  private static <T> Optional<T> when(boolean holds, T value) {
    return holds ? Optional.of(value) : Optional.empty();
  }

  private static Optional<ObjectOperation> object(String method, int depth) {
    if (depth == 5) {
      return when(method.equals("GET"), LIST_OBJECTS);
    }
    return switch (method) {
      case "PUT" -> Optional.of(PUT_OBJECT);
      case "GET" -> Optional.of(GET_OBJECT);
      case "HEAD" -> Optional.of(HEAD_OBJECT);
      case "DELETE" -> Optional.of(DELETE_OBJECT);
      default -> Optional.empty();
    };
  }

  private static Optional<ObjectOperation> upload(String method, int depth) {
    if (depth == 5) {
      return switch (method) {
        case "POST" -> Optional.of(CREATE_MULTIPART_UPLOAD);
        case "GET" -> Optional.of(LIST_MULTIPART_UPLOADS);
        default -> Optional.empty();
      };
    }
    return switch (method) {
      case "PUT" -> Optional.of(UPLOAD_PART);
      case "GET" -> Optional.of(LIST_MULTIPART_UPLOAD_PARTS);
      case "POST" -> Optional.of(COMMIT_MULTIPART_UPLOAD);
      case "DELETE" -> Optional.of(ABORT_MULTIPART_UPLOAD);
      default -> Optional.empty();
    };
  }

  private static Optional<ObjectOperation> preauthenticated(String method, int depth) {
    return switch (method) {
      case "POST" -> when(depth == 5, CREATE_PREAUTHENTICATED_REQUEST);
      case "GET" -> when(depth == 5, LIST_PREAUTHENTICATED_REQUESTS);
      case "DELETE" -> when(depth == 6, DELETE_PREAUTHENTICATED_REQUEST);
      default -> Optional.empty();
    };
  }

  private static Optional<ObjectOperation> action(String name) {
    return switch (name) {
      case "copyObject" -> Optional.of(COPY_OBJECT);
      case "renameObject" -> Optional.of(RENAME_OBJECT);
      case "restoreObjects" -> Optional.of(RESTORE_OBJECTS);
      case "updateObjectStorageTier" -> Optional.of(UPDATE_OBJECT_STORAGE_TIER);
      case "batchDeleteObjects" -> Optional.of(BATCH_DELETE_OBJECTS);
      default -> Optional.empty();
    };
  }
}
