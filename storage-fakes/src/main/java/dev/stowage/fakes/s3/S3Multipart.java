package dev.stowage.fakes.s3;

/** Uploads in parts. */
final class S3Multipart {

  private static final int MOST_PARTS = 10_000;

  private S3Multipart() {}

  static int partNumber(S3Call call) {
    String text = call.param("partNumber").orElse("");
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST_PARTS) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw badNumber(text);
    }
    throw badNumber(text);
  }

  private static S3Error badNumber(String text) {
    return S3Error.invalidArgument(
        "partNumber", text, "Part number must be an integer between 1 and 10000, inclusive");
  }
}
