package dev.stowage.fakes.s3;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of the fake, under Amazon's names. */
enum S3Operation {
  LIST_BUCKETS("ListBuckets"),
  CREATE_BUCKET("CreateBucket"),
  DELETE_BUCKET("DeleteBucket"),
  HEAD_BUCKET("HeadBucket"),
  GET_BUCKET_LOCATION("GetBucketLocation"),
  GET_BUCKET_VERSIONING("GetBucketVersioning"),
  PUT_BUCKET_VERSIONING("PutBucketVersioning"),
  GET_OBJECT_LOCK_CONFIGURATION("GetObjectLockConfiguration"),
  PUT_OBJECT_LOCK_CONFIGURATION("PutObjectLockConfiguration"),
  LIST_OBJECTS("ListObjects"),
  LIST_OBJECTS_V2("ListObjectsV2"),
  LIST_OBJECT_VERSIONS("ListObjectVersions"),
  LIST_MULTIPART_UPLOADS("ListMultipartUploads"),
  DELETE_OBJECTS("DeleteObjects"),
  POST_OBJECT("PostObject"),
  PUT_OBJECT("PutObject"),
  COPY_OBJECT("CopyObject"),
  GET_OBJECT("GetObject"),
  HEAD_OBJECT("HeadObject"),
  DELETE_OBJECT("DeleteObject"),
  GET_OBJECT_ATTRIBUTES("GetObjectAttributes"),
  GET_OBJECT_TAGGING("GetObjectTagging"),
  PUT_OBJECT_TAGGING("PutObjectTagging"),
  DELETE_OBJECT_TAGGING("DeleteObjectTagging"),
  GET_OBJECT_RETENTION("GetObjectRetention"),
  PUT_OBJECT_RETENTION("PutObjectRetention"),
  GET_OBJECT_LEGAL_HOLD("GetObjectLegalHold"),
  PUT_OBJECT_LEGAL_HOLD("PutObjectLegalHold"),
  CREATE_MULTIPART_UPLOAD("CreateMultipartUpload"),
  UPLOAD_PART("UploadPart"),
  UPLOAD_PART_COPY("UploadPartCopy"),
  LIST_PARTS("ListParts"),
  COMPLETE_MULTIPART_UPLOAD("CompleteMultipartUpload"),
  ABORT_MULTIPART_UPLOAD("AbortMultipartUpload"),
  UNKNOWN("Unknown");

  private static final Set<String> NAMES =
      Arrays.stream(values())
          .map(S3Operation::title)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String title;

  S3Operation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Set<String> names() {
    return NAMES;
  }
}
