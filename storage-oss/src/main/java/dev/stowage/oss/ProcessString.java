package dev.stowage.oss;

import dev.stowage.media.MediaBlob;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An instruction of OSS: a style, where the result goes, and who is told. Values that are embedded
 * are in URL-safe Base64 without padding: the standard alphabet has characters that the instruction
 * uses itself.
 */
final class ProcessString {
  private ProcessString() {}

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The topic hangs on the target by a slash: it is no further operation. */
  static String of(String style, Optional<MediaBlob> target, Optional<String> topic) {
    StringBuilder text = new StringBuilder(style);
    if (target.isPresent()) {
      text.append("|sys/saveas");
      target.get().container().ifPresent(bucket -> text.append(",b_").append(base64(bucket)));
      text.append(",o_").append(base64(target.get().key()));
    }
    topic.ifPresent(name -> text.append("/notify,topic_").append(base64(name)));
    return text.toString();
  }
}
