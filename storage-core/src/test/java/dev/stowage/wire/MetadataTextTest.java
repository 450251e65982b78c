package dev.stowage.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "two  spaces", "100%25", "é", " é ", "😀", "漢字"})
  void encode_isUndoneByDecode(String value) {
    String header = MetadataText.encode(value);
    assertTrue(header.chars().allMatch(c -> c >= ' ' && c < 0x7f), header);
    assertEquals(value, MetadataText.decode(header));
  }

  /** S3 undoes the encoding and returns ASCII bare; the value must not be ASCII then. */
  @ParameterizedTest
  @ValueSource(strings = {" lead", "trail ", "=?UTF-8?Q?x?=", "\u2060x"})
  void encode_whatAHeaderWouldChange_survivesBothKindsOfServices(String value) {
    String header = MetadataText.encode(value);
    assertEquals(value, MetadataText.decode(header));
    byte[] kept = Base64.getDecoder().decode(header.substring(10, header.length() - 2));
    String atAmazon = new String(kept, StandardCharsets.UTF_8);
    assertTrue(atAmazon.chars().anyMatch(c -> c > 0x7f), header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\nfeed", "\u0000", "é\t", "\u0085"})
  void encode_controlCharacter_isRefused(String value) {
    StorageException e = assertThrows(StorageException.class, () -> MetadataText.encode(value));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
  }

  /** The examples of Amazon's guide and of RFC 2047. */
  @Test
  void decode_wordsOfOthers() {
    assertEquals("ÄMÄZÕÑ S3", MetadataText.decode("=?UTF-8?B?w4RNw4Raw5XDkSBTMw==?="));
    assertEquals("Keith é", MetadataText.decode("=?ISO-8859-1?Q?Keith_=E9?="));
    assertEquals("ab", MetadataText.decode("=?utf-8?q?a?= =?utf-8?q?b?="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=?UTF-8?B?!!!?=", "=?no-such?Q?a?=", "=?UTF-8?Q?=FF?=", "x =?a?Q?b?="})
  void decode_whatIsNoWord_staysAsItIs(String header) {
    assertEquals(header, MetadataText.decode(header));
  }
}
