package dev.stowage.fakes.gcs;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be asked of the fake: under the names of Google's retry conformance suite where it has
 * one, whichever API it is asked by, and under those of the XML API else.
 */
enum GcsOperation {
  BUCKETS_LIST("storage.buckets.list"),
  BUCKETS_INSERT("storage.buckets.insert"),
  BUCKETS_GET("storage.buckets.get"),
  BUCKETS_PATCH("storage.buckets.patch"),
  BUCKETS_DELETE("storage.buckets.delete"),
  OBJECTS_LIST("storage.objects.list"),
  OBJECTS_INSERT("storage.objects.insert"),
  OBJECTS_GET("storage.objects.get"),
  OBJECTS_PATCH("storage.objects.patch"),
  OBJECTS_DELETE("storage.objects.delete"),
  OBJECTS_REWRITE("storage.objects.rewrite"),
  OBJECTS_COPY("storage.objects.copy"),
  OBJECTS_COMPOSE("storage.objects.compose"),
  OBJECTS_RESTORE("storage.objects.restore"),
  /** A chunk of a resumable upload, or the question how much has come. */
  RESUMABLE_CHUNK("storage.resumable.upload"),
  RESUMABLE_CANCEL("storage.resumable.cancel"),
  BATCH("storage.batch"),
  INITIATE_UPLOAD("InitiateMultipartUpload"),
  UPLOAD_PART("UploadPart"),
  COMPLETE_UPLOAD("CompleteMultipartUpload"),
  ABORT_UPLOAD("AbortMultipartUpload"),
  LIST_PARTS("ListParts"),
  LIST_UPLOADS("ListMultipartUploads"),
  POST_OBJECT("PostObject"),
  TOKEN("oauth2.token"),
  STS("sts.token"),
  SIGN_BLOB("iam.signBlob"),
  ACCESS_TOKEN("iam.generateAccessToken"),
  METADATA("metadata"),
  UNKNOWN("unknown");

  private static final Set<String> NAMES =
      Arrays.stream(values())
          .map(GcsOperation::title)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String title;

  GcsOperation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Set<String> names() {
    return NAMES;
  }
}
