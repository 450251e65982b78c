package dev.stowage.conformance.blob;

/** One kind of request to a service, as faults are armed for it and the request log names it. */
public enum Operation {
  /** Asks for the container. */
  CHECK,
  PUT,
  GET,
  HEAD,
  DELETE,
  LIST,
  BULK_DELETE,
  COPY,
  /** Publishes what was streamed without parts. */
  COMMIT,
  START_UPLOAD,
  PUT_PART,
  COMPLETE_UPLOAD,
  ABORT_UPLOAD,
  LIST_PARTS,
  LIST_UPLOADS,
  LIST_VERSIONS,
  DELETE_VERSION,
  APPEND,
  /** Only where signing is a request. */
  SIGN
}
