package dev.stowage.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretValueTest {
  private static void fails(ErrorCode code, org.junit.jupiter.api.function.Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code());
    assertFalse(failure.toString().contains("hunter2"), failure.toString());
    assertEquals(null, failure.getCause());
  }

  @Test
  void adopted_bytes_areOverwritten() {
    byte[] bytes = {1, 2, 3};
    SecretValue value = SecretValue.adopt(bytes, null);
    assertArrayEquals(new byte[] {1, 2, 3}, value.bytes());
    value.close();
    assertArrayEquals(new byte[3], bytes);
    fails(ErrorCode.CLOSED, value::bytes);
    fails(ErrorCode.CLOSED, value::chars);
    fails(ErrorCode.CLOSED, value::copy);
    fails(ErrorCode.CLOSED, () -> value.field("x"));
  }

  @Test
  void given_bytes_areCopied() {
    byte[] bytes = {1, 2, 3};
    SecretValue value = SecretValue.of(bytes);
    bytes[0] = 9;
    value.bytes()[1] = 9;
    assertArrayEquals(new byte[] {1, 2, 3}, value.bytes());
    value.close();
    assertArrayEquals(new byte[] {9, 2, 3}, bytes);
  }

  @Test
  void copy_outlivesTheOriginal() {
    SecretValue value = SecretValue.of("hunter2");
    SecretValue copy = value.copy();
    value.close();
    assertEquals("hunter2", copy.text());
  }

  @Test
  void text_chars_unicode() {
    SecretValue value = SecretValue.of("pä😀".toCharArray());
    assertEquals("pä😀", value.text());
    assertArrayEquals("pä😀".toCharArray(), value.chars());
    assertEquals(7, value.size());
  }

  @Test
  void text_ofBinary_refused() {
    fails(ErrorCode.INVALID_ARGUMENT, SecretValue.of(new byte[] {(byte) 0xC3, 0x28})::text);
    fails(ErrorCode.INVALID_ARGUMENT, () -> SecretValue.of("hunter2\ud800"));
  }

  @Test
  void fields_ofWhatIsNoObject_refusedWithoutQuoting() {
    for (String text : new String[] {"hunter2", "[\"hunter2\"]", "{\"hunter2", "", "null"}) {
      fails(ErrorCode.INVALID_ARGUMENT, () -> SecretValue.of(text).field("user"));
    }
  }

  @Test
  void fields_thatAreNoText_areJson() {
    SecretValue value = SecretValue.of("{\"a\":1,\"b\":{\"c\":true},\"d\":\"x\"}");
    assertEquals(Map.of("a", "1", "b", "{\"c\":true}", "d", "x"), value.fields());
    assertEquals("1", value.field("a"));
    fails(ErrorCode.NOT_FOUND, () -> value.field("e"));
  }

  @Test
  void equality_isIdentity() {
    SecretValue one = SecretValue.of("hunter2");
    SecretValue two = SecretValue.of("hunter2");
    assertNotSame(one, two);
    assertFalse(one.equals(two));
    assertTrue(one.sameAs(two));
    assertFalse(one.sameAs(SecretValue.of("hunter3")));
    assertEquals("SecretValue(****)", one.toString());
  }
}
