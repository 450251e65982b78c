package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutResult;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;

/** Assertions, and bytes to assert on. */
public final class Expect {
  private Expect() {}

  /** The call fails with this code. */
  public static StorageException failure(ErrorCode code, Executable call) {
    return failure(code, "", call);
  }

  public static StorageException failure(ErrorCode code, String where, Executable call) {
    StorageException e = assertThrows(StorageException.class, call, where);
    if (e.code() != code) {
      throw new AssertionError(where + ": expected " + code + " but was " + e.code(), e);
    }
    return e;
  }

  /** A stream operation fails with an IOException whose cause has this code. */
  public static StorageException ioFailure(ErrorCode code, Executable call) {
    IOException e = assertThrows(IOException.class, call);
    if (!(e.getCause() instanceof StorageException cause)) {
      throw new AssertionError("the cause should be a StorageException", e);
    }
    if (cause.code() != code) {
      throw new AssertionError("expected " + code + " but was " + cause.code(), e);
    }
    return cause;
  }

  /** The call fails with this code, and before any request. */
  public static StorageException refusal(
      Bench bench, ErrorCode code, String where, Executable call) {
    bench.log().clear();
    StorageException e = failure(code, where, call);
    assertEquals(0, bench.log().size(), () -> where + ": a request was sent: " + bench.log());
    return e;
  }

  /** The whole blob is exactly these bytes. */
  public static void content(byte[] expected, BlobStore store, String key) {
    content(expected, store, key, key);
  }

  public static void content(byte[] expected, BlobStore store, String key, String where) {
    byte[] actual = Bench.bytes(store, key);
    assertEquals(expected.length, actual.length, () -> where + ": size");
    assertArrayEquals(expected, actual, () -> where + ": content");
  }

  /** The message names something. */
  public static void says(String text, StorageException failure) {
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(text), () -> "should name " + text + ": " + message);
  }

  /** Somewhere in the chain of causes is this very object. */
  public static void causedBy(Throwable cause, Throwable failure) {
    Throwable t = failure;
    while (t != null && !isSame(t, cause)) {
      t = t.getCause();
    }
    assertTrue(t != null, () -> "the cause should be kept: " + failure);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Throwable one, Throwable other) {
    return one == other;
  }

  /** Bytes that look random, the same for the same seed. */
  public static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A null that the null checker lets pass, to be refused by the callee. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  public static <T> T nothing() {
    return (T) null;
  }

  /** The size of a copy, which not every service tells in its one answer: -1 then. */
  static void copiedSize(long expected, PutResult result) {
    if (result.size() != -1) {
      assertEquals(expected, result.size());
    }
  }
}
