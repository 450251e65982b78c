package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.OciError;

/** The refusals of this service, with the codes of Oracle's list. */
final class NosqlErrors {
  private NosqlErrors() {}

  static OciError invalid(String message) {
    return OciError.invalidParameter(message);
  }

  /** A statement that cannot be compiled, with the position of the fault. */
  static OciError syntax(int position, String message) {
    return invalid("Error: at (1, " + position + ") " + message);
  }

  /** What the REST interface does not do, although the database could. */
  static OciError complex() {
    return invalid("The driver or SDK being used does not support complex query.");
  }

  static OciError noTable(String name) {
    return new OciError(404, "TableNotFound", "Table not found: " + name);
  }

  static OciError tableExists(String name) {
    return new OciError(409, "TableAlreadyExists", "Table " + name + " already exists");
  }

  static OciError etag() {
    return new OciError(
        412,
        "ETagMismatch",
        "The version does not match the existing row or the row is not present.");
  }
}
