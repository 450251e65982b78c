package dev.stowage.fakes.oss;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of the object store, under Alibaba's names. */
enum OssOperation {
  LIST_BUCKETS("ListBuckets"),
  PUT_BUCKET("PutBucket"),
  DELETE_BUCKET("DeleteBucket"),
  GET_BUCKET_INFO("GetBucketInfo"),
  GET_BUCKET_VERSIONING("GetBucketVersioning"),
  PUT_BUCKET_VERSIONING("PutBucketVersioning"),
  LIST_OBJECTS("ListObjects"),
  LIST_OBJECTS_V2("ListObjectsV2"),
  LIST_OBJECT_VERSIONS("ListObjectVersions"),
  LIST_MULTIPART_UPLOADS("ListMultipartUploads"),
  DELETE_MULTIPLE_OBJECTS("DeleteMultipleObjects"),
  POST_OBJECT("PostObject"),
  PUT_OBJECT("PutObject"),
  COPY_OBJECT("CopyObject"),
  APPEND_OBJECT("AppendObject"),
  GET_OBJECT("GetObject"),
  HEAD_OBJECT("HeadObject"),
  DELETE_OBJECT("DeleteObject"),
  RESTORE_OBJECT("RestoreObject"),
  PUT_SYMLINK("PutSymlink"),
  GET_SYMLINK("GetSymlink"),
  GET_OBJECT_TAGGING("GetObjectTagging"),
  PUT_OBJECT_TAGGING("PutObjectTagging"),
  DELETE_OBJECT_TAGGING("DeleteObjectTagging"),
  INITIATE_MULTIPART_UPLOAD("InitiateMultipartUpload"),
  UPLOAD_PART("UploadPart"),
  UPLOAD_PART_COPY("UploadPartCopy"),
  LIST_PARTS("ListParts"),
  COMPLETE_MULTIPART_UPLOAD("CompleteMultipartUpload"),
  ABORT_MULTIPART_UPLOAD("AbortMultipartUpload"),
  PROCESS_OBJECT("ProcessObject"),
  ASYNC_PROCESS_OBJECT("AsyncProcessObject"),
  UNKNOWN("Unknown");

  private static final Set<String> NAMES =
      Arrays.stream(values())
          .map(OssOperation::title)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String title;

  OssOperation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Set<String> names() {
    return NAMES;
  }
}
