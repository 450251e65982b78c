package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.media.MediaBlob;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OSSA-4, OSSA-5, NOTIFY-1: what is embedded in an instruction, byte for byte. */
class ProcessStringTest {
  @ParameterizedTest
  @CsvSource({
    "test-bucket,dGVzdC1idWNrZXQ",
    "doc_images/{index}.png,ZG9jX2ltYWdlcy97aW5kZXh9LnBuZw",
    "a>>b??c,YT4-Yj8_Yw",
    "out/结果?>~.png,b3V0L-e7k-aenD8-fi5wbmc",
    "test-topic,dGVzdC10b3BpYw"
  })
  void ossa4_base64_isUrlSafe_withoutPadding(String text, String encoded) {
    // The third vector of the requirements names its result, and says what the standard gives.
    assertEquals(encoded(text, encoded), ProcessString.base64(text));
  }

  private static String encoded(String text, String given) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String standard = java.util.Base64.getEncoder().encodeToString(bytes);
    assertEquals(
        standard.replace('+', '-').replace('/', '_').replace("=", ""), given, "the vector itself");
    return given;
  }

  @Test
  void ossa5_saveAs_bucketOptional() {
    assertEquals(
        "doc/convert,target_png|sys/saveas,b_dGVzdC1idWNrZXQ,o_ZG9jX2ltYWdlcy97aW5kZXh9LnBuZw",
        ProcessString.of(
            "doc/convert,target_png",
            Optional.of(MediaBlob.of("test-bucket", "doc_images/{index}.png")),
            Optional.empty()));
    assertEquals(
        "x/y|sys/saveas,o_YQ",
        ProcessString.of("x/y", Optional.of(MediaBlob.of("a")), Optional.empty()));
    assertEquals("x/y", ProcessString.of("x/y", Optional.empty(), Optional.empty()));
  }

  @Test
  void notify1_documentedExample_byASlash() {
    assertEquals(
        "doc/convert,target_png,source_docx|sys/saveas,b_dGVzdC1idWNrZXQ,"
            + "o_ZG9jX2ltYWdlcy97aW5kZXh9LnBuZw/notify,topic_dGVzdC10b3BpYw",
        ProcessString.of(
            "doc/convert,target_png,source_docx",
            Optional.of(MediaBlob.of("test-bucket", "doc_images/{index}.png")),
            Optional.of("test-topic")));
  }
}
