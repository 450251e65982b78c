package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.StorageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*.log,    a.log,         true",
    "*.log,    x/y/a.log,     true",
    "*.log,    a.log/x,       false",
    "*.log,    a.logs,        false",
    "logs/*,   logs/a,        true",
    "logs/*,   logs/a/b,      false",
    "logs/*,   x/logs/a,      false",
    "logs/**,  logs/a/b,      true",
    "**/x,     x,             true",
    "**/x,     a/b/x,         true",
    "**/x,     ax,            false",
    "a/**/b,   a/b,           true",
    "a/**/b,   a/x/y/b,       true",
    ".git/,    .git/config,   true",
    ".git/,    sub/.git/a/b,  true",
    ".git/,    x.git/a,       false",
    "/a,       a,             true",
    "/a,       b/a,           false",
    "?,        a,             true",
    "?,        \uD83D\uDE00,  true",
    "?,        ab,            false",
    "a?b,      a/b,           false",
    "[a-c]x,   bx,            true",
    "[a-c]x,   dx,            false",
    "[!a-c]x,  dx,            true",
    "[!a-c]x,  ax,            false",
    "[]]x,     ]x,            true",
    "[+-9]x,   /x,            false",
    "[a^]x,    ^x,            true",
    "[&&a]x,   &x,            true",
    "\\*,      *,             true",
    "\\*,      a,             false",
    "a.b,      axb,           false",
    "(a|b)+,   a,             false",
    "(a|b)+,   (a|b)+,        true",
  })
  void matches_asTheDocumentationSays(String glob, String key, boolean expected) {
    assertEquals(expected, Glob.of(glob).matches(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[a", "a\\", "[z-a]", "[a/b]"})
  void of_malformed_isRefused(String glob) {
    assertThrows(StorageException.class, () -> Glob.of(glob));
  }
}
