package dev.stowage.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StatementTest {
  private static String refused(Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
    return failure.reason();
  }

  @Test
  void variables_areThoseOutsideQuotesAndComments() {
    Statement statement =
        Statement.of(
            "select '$no''$no', \"$no\" from t $t -- $no\n where $t.a = $yes /* $no */"
                + " and $t.b[$element.c = $also] = $yes");
    assertEquals(Set.of("yes", "also"), statement.variables());
  }

  @Test
  void update_hasItsVariables() {
    Statement statement =
        Statement.of("declare $on boolean; $id string; update T set on = $on where id = $id");
    assertEquals(Set.of("on", "id"), statement.variables());
  }

  @Test
  void unboundUnknownRepeated_areRefused() {
    Statement statement = Statement.of("select * from t where a = $a and b = $b");
    assertTrue(refused(() -> statement.bind("c", 1)).contains("$c"));
    assertTrue(refused(() -> statement.bind("$a", 1)).contains("a"));
    assertTrue(refused(() -> statement.bind("a", 1).bind("a", 1)).contains("twice"));
    assertTrue(refused(() -> statement.bind("a", 1).checkBound()).contains("[b]"));
    refused(() -> statement.bind("a", Double.NaN));
    refused(() -> Statement.of(" "));
    Statement bound = statement.bind("a", 1).bind("b", null);
    bound.checkBound();
    assertEquals(1L, bound.bindings().get("a"));
    assertTrue(statement.bindings().isEmpty());
  }

  @Test
  void longTexts_costNoStack() {
    String text = "x".repeat(100_000);
    assertEquals(
        Set.of("v"),
        Statement.of("select '" + text + "', \"" + text + "\" where a = $v /* " + text + "*/")
            .variables());
  }
}
