package dev.stowage.blob;

/** What a provider may or may not be able to do. What it cannot do fails with UNSUPPORTED. */
public enum BlobFeature {
  /** {@link WriteCondition#ifAbsent()} on put. */
  CREATE_ONLY,
  /** {@link WriteCondition#ifMatch(String)} on put. */
  REPLACE_IF_MATCH,
  /** The conditions above also on writers and multipart uploads. */
  CONDITIONAL_MULTIPART,
  /** Delete only a known etag. */
  DELETE_IF_MATCH,
  /** Read conditions on etags. */
  CONDITIONAL_READ,
  /** Read conditions on times. */
  CONDITIONAL_READ_BY_TIME,
  /** {@link ByteRange#last(long)}. */
  SUFFIX_RANGE,
  /** {@link ListRequest#withStartAfter(String)}. */
  START_AFTER,
  /** Delimiters other than {@code "/"}. */
  ANY_DELIMITER,
  /** Headers beside the media type. */
  HEADERS,
  METADATA,
  TAGS,
  STORAGE_CLASSES,
  /** The copy happens at the service, its bytes do not travel. */
  SERVER_SIDE_COPY,
  /** Conditions on the target of a copy. */
  CONDITIONAL_COPY,
  /** {@link BlobStore#multipartUploads()}. */
  MULTIPART,
  /** {@link BlobStore#urlSigner()}. */
  SIGNED_URLS,
  /** Signed browser forms. */
  SIGNED_POST,
  /** {@link BlobStore#versions()}. */
  VERSIONS,
  /** {@link BlobStore#append}. */
  APPEND
}
