package dev.stowage.config.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.kv.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The curl lines of the documents, sent as curl sends them. */
@Timeout(120)
class DocumentedCallsTest {
  private static final Path GUIDE = Path.of("..", "docs", "storage-configurations-service.md");

  @Test
  @DisplayName("the guide's lines do what stands under them")
  void guide() throws Exception {
    try (Service service = new Service()) {
      Map<String, String> variables = new HashMap<>(Map.of("TOKEN", service.token));
      List<String[]> calls = calls(Files.readString(GUIDE));
      assertTrue(calls.size() >= 12, "calls: " + calls.size());
      for (String[] call : calls) {
        Wire.Reply reply = service.send(CurlCommand.parse(call[0], variables).request());
        assertEquals(call[1], String.valueOf(reply.status()), call[0] + "\n" + reply);
        if (reply.status() == 201) {
          variables.put("ID", reply.json().string("id").orElseThrow());
          variables.put("TASK", reply.json().string("task").orElseThrow());
        }
      }
    }
  }

  /** Command and expected status, of each command in the blocks of shell. */
  private static List<String[]> calls(String guide) {
    List<String[]> calls = new ArrayList<>();
    Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(guide);
    while (block.find()) {
      Matcher call =
          Pattern.compile("(curl .*?)\n# (\\d+)\n", Pattern.DOTALL).matcher(block.group(1));
      int end = 0;
      while (call.find()) {
        calls.add(new String[] {call.group(1), call.group(2)});
        end = call.end();
      }
      assertEquals(block.group(1).length(), end, "every line is run");
    }
    return calls;
  }

  /** The document's calls: create for both types, retrieve, list, update, delete, test. */
  @Test
  @DisplayName("CFG-OP-1..6 the calls of the document, with its two corrections")
  void document() throws Exception {
    try (Service service = new Service();
        FakeGcs gcs = FakeGcs.start()) {
      gcs.createBucket("my-bucket");
      Map<String, String> variables = new HashMap<>();
      variables.put("TOKEN", service.token);
      variables.put("KEY", Service.secret(gcs.keyFile()));
      Document gs =
          called(
              service,
              variables,
              201,
              """
              curl https://ricloud-api.reincubate.com/configs/storage \\
                -H 'Content-Type: application/json' \\
                -H "Authorization: Token $TOKEN" \\
                -d "{\\"url\\": \\"gs://my-bucket/results\\", \\"credentials\\": $KEY}"
              """);
      assertEquals("gs", gs.string("type").orElseThrow());
      assertEquals("storage_config", gs.string("resource").orElseThrow());
      Document s3 =
          called(
              service,
              variables,
              201,
              """
              curl https://ricloud-api.reincubate.com/configs/storage \\
                -H "Authorization: Token $TOKEN" \\
                -d '{
                  "url": "s3://my-bucket/results",
                  "credentials": {
                    "user_name": "storage-user",
                    "access_key_id": "AKIAIOSFODNN7EXAMPLE",
                    "secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                  }
                }'
              """);
      assertEquals("s3", s3.string("type").orElseThrow());
      variables.put("ID", s3.string("id").orElseThrow());
      String host = "https://ricloud-api.reincubate.com/configs/storage";
      String token = " -H \"Authorization: Token $TOKEN\"";
      Document list = called(service, variables, 200, "curl " + host + token);
      assertEquals(2, list.integer("total_count").orElseThrow());
      called(service, variables, 200, "curl " + host + "/$ID" + token);
      Document task = called(service, variables, 200, "curl -X POST " + host + "/$ID/test" + token);
      assertEquals("storage_config.test", task.string("type").orElseThrow());
      Document get = called(service, variables, 405, "curl " + host + "/$ID/test" + token);
      assertEquals("method-not-allowed", get.string("error").orElseThrow());
      String update = " -d '{\"state\": \"deactivated\"}'";
      Document off = called(service, variables, 200, "curl " + host + "/$ID" + token + update);
      assertEquals("deactivated", off.string("state").orElseThrow());
      called(service, variables, 200, "curl -X DELETE " + host + "/$ID" + token);
      called(service, variables, 404, "curl " + host + "/$ID" + token);
    }
  }

  private static Document called(
      Service service, Map<String, String> variables, int status, String line) throws Exception {
    Wire.Reply reply = service.send(CurlCommand.parse(line, variables).request());
    assertEquals(status, reply.status(), line + reply);
    return reply.json();
  }
}
