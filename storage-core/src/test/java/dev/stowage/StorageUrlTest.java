package dev.stowage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "s3://bucket | s3 | bucket | ''",
        "S3://bucket/a/b | s3 | bucket | a/b",
        "s3://bucket//a//b/ | s3 | bucket | /a//b/",
        "file:///tmp/x | file | '' | tmp/x",
        "file:/tmp/x | file | '' | tmp/x",
        "mem: | mem | '' | ''",
        "oci://bucket@namespace/k | oci | bucket@namespace | k",
        "s3://b/a%20b%2Fc+d%C3%A9 | s3 | b | a b/c+dé",
        "s3://b/k?region=eu-west-1&endpoint=http://127.0.0.1:9/x%3Fy | s3 | b | k",
      })
  void parse_valid_splits(String url, String scheme, String container, String path) {
    StorageUrl parsed = StorageUrl.parse(url);
    assertEquals(scheme, parsed.scheme());
    assertEquals(container, parsed.container());
    assertEquals(path, parsed.path());
    assertEquals(path, StorageUrl.parse(parsed.toString()).path());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bucket/key | start with a scheme",
        "://x | start with a scheme",
        "1a://x | start with a scheme",
        "s3://b/a b | a space",
        "s3://b/a#b | '#'",
        "s3://b/%4 | two hexadecimal digits",
        "s3://b/%zz | two hexadecimal digits",
        "s3://b/%ff | not UTF-8",
        "s3://b?x | no value",
        "s3://b?x= | no value",
        "s3://b?=y | no value",
        "s3://b?x=1&x=2 | stands twice",
        "s3://user:secret@host/b | credentials do not belong",
      })
  void parse_malformed_saysWhatIsWrong(String url, String words) {
    StorageException e = assertThrows(StorageException.class, () -> StorageUrl.parse(url));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
    assertFalse(String.valueOf(e.getMessage()).contains("secret@"), e.getMessage());
  }

  @Test
  void allowParams_unknown_namesItAndTheKnown() {
    StorageUrl url = StorageUrl.parse("s3://b?regoin=x");
    StorageException e =
        assertThrows(StorageException.class, () -> url.allowParams("region", "endpoint"));
    assertTrue(String.valueOf(e.getMessage()).contains("\"regoin\""));
    assertTrue(String.valueOf(e.getMessage()).contains("region, endpoint"));
  }
}
