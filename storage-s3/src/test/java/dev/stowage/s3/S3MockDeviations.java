package dev.stowage.s3;

import static dev.stowage.conformance.ConformanceReport.SOMETIMES;

import java.util.HashMap;
import java.util.Map;

/** Where S3Mock 5.2.0 is not S3. */
final class S3MockDeviations {
  private static final String PAGES =
      "common prefixes do not count in its pages, which are larger than asked for";
  private static final String PAGES_MAYBE = SOMETIMES + PAGES;
  private static final String ORDER = "its listings are in the order of UTF-16";
  private static final String NO_NUL = "it refuses U+0000 in a name";
  private static final String ABORT = "aborting an upload deletes the blob of its name";
  private static final String NO_VERSIONS = "it keeps no versions in this configuration";
  private static final String NO_CONDITION = "it completes uploads under any condition";
  private static final String NO_SIGNATURE = "it checks no signature";
  private static final String MEDIA_TYPES = "it rewrites media types";
  private static final String COPIES = "a copy keeps the media type whatever the directive says";
  private static final String EMPTY = "it drops empty metadata values";
  private static final String NOT_ATOMIC =
      SOMETIMES
          + "its replacements are not atomic: content and etag, and condition and write, come apart";

  static final Map<String, String> ALL = all();

  private S3MockDeviations() {}

  private static Map<String, String> all() {
    Map<String, String> all = new HashMap<>();
    all.put("delimiter_pagesOfOne_repeatAndLoseNothing", PAGES);
    all.put("delimiter_any", PAGES);
    all.put("delimiter_slash_reproducesTheTree", PAGES);
    all.put("list_startAfter", PAGES);
    all.put("delimiter_partialSegment", PAGES);
    all.put("program_random_doesAsTheModel", PAGES_MAYBE);
    all.put("program_inThreadsOnDisjointKeys_doesAsTheModel", PAGES_MAYBE);
    all.put("list_order_isThatOfUtf8", ORDER);
    all.put("shortAndEmptyPages_loseNothing", ORDER);
    all.put("listPage_everySize_losesNothing", ORDER);
    all.put("ourObject_isSeenByOthers", NO_NUL);
    all.put("key_awkward_isKeptExactly", NO_NUL);
    all.put("list_awkwardKeys_exactly", NO_NUL);
    all.put("foreignObject_isListedAndReadUnderItsOwnName", NO_NUL);
    all.put("sign_awkwardKeys_areDownloadable", NO_NUL);
    all.put("keys_ofAllOfUnicode_roundTripOrAreRefused", NO_NUL);
    all.put("key_withRejectedCharacter_isRefusedBeforeAnyRequest", NO_NUL);
    all.put("writer_closedWithoutCommit_leavesNothing", ABORT);
    all.put("put_sourceThrows_publishesNothing", ABORT);
    all.put("interrupt_duringTheBody_cancels", ABORT);
    all.put("checksum_right_passesAndWrong_publishesNothing", ABORT);
    all.put("writer_beforeCommit_readersSeeTheOldBlob", ABORT);
    all.put("upload_abort_leavesNothing", ABORT);
    all.put("replace_throughParts_keepsTheCondition", ABORT);
    all.put("writer_exceptionInBlock_publishesNothing", ABORT);
    all.put("versions_readDeleteRestore", NO_VERSIONS);
    all.put("versions_list", NO_VERSIONS);
    all.put("create_throughWriterAndParts_keepsTheCondition", NO_CONDITION);
    all.put("sign_eachMethod_isGoodForItselfOnly", NO_SIGNATURE);
    all.put("sign_boundValues_areEnforced", NO_SIGNATURE);
    all.put("signForm_sizeRange_isEnforced", NO_SIGNATURE);
    all.put("headers_roundTripOnEveryPath", MEDIA_TYPES);
    all.put("contentType_explicitOrByNameOrNone", MEDIA_TYPES);
    all.put("copy_withChanges_changesOnlyThose", COPIES);
    all.put("metadata_unusualValues_surviveOrAreRefused", EMPTY);
    all.put("replace_underReaders_isAtomic", NOT_ATOMIC);
    all.put("replace_counter_losesNoIncrement", NOT_ATOMIC);
    all.put("create_sixteenAtOnce_oneWins", NOT_ATOMIC);
    return Map.copyOf(all);
  }
}
