package dev.stowage.fakes.oss;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of Intelligent Media Management and of Function Compute. */
enum AcsOperation {
  GET_TASK("GetTask"),
  GET_OSS_BUCKET_ATTACHMENT("GetOSSBucketAttachment"),
  GET_DECODE_BLIND_WATERMARK_RESULT("GetDecodeBlindWatermarkResult"),
  CREATE_FUNCTION("CreateFunction"),
  UPDATE_FUNCTION("UpdateFunction"),
  GET_FUNCTION("GetFunction"),
  DELETE_FUNCTION("DeleteFunction"),
  LIST_FUNCTIONS("ListFunctions"),
  CREATE_TRIGGER("CreateTrigger"),
  UPDATE_TRIGGER("UpdateTrigger"),
  GET_TRIGGER("GetTrigger"),
  DELETE_TRIGGER("DeleteTrigger"),
  LIST_TRIGGERS("ListTriggers"),
  PUBLISH_FUNCTION_VERSION("PublishFunctionVersion"),
  LIST_FUNCTION_VERSIONS("ListFunctionVersions"),
  CREATE_ALIAS("CreateAlias"),
  UPDATE_ALIAS("UpdateAlias"),
  GET_ALIAS("GetAlias"),
  LIST_ALIASES("ListAliases"),
  UNKNOWN("UnknownPath");

  private static final Set<String> NAMES =
      Arrays.stream(values())
          .map(AcsOperation::title)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String title;

  AcsOperation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Set<String> names() {
    return NAMES;
  }

  /** One that a request names by its title. */
  static AcsOperation named(String title) {
    return Arrays.stream(values())
        .filter(one -> one.title.equals(title))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
