package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes recordings with ffmpeg, and looks at them with ffprobe. */
final class Recordings {
  private Recordings() {}

  /** A test picture that moves, with a tone. */
  static void make(Path file, int seconds, String size, int rate) throws Exception {
    String pictures = "testsrc=duration=" + seconds + ":size=" + size + ":rate=" + rate;
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    command.addAll(List.of("-f", "lavfi", "-i", pictures));
    command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=" + seconds));
    command.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"));
    command.addAll(List.of("-g", "50", "-c:a", "aac", "-shortest", file.toString()));
    run(command);
  }

  private static String run(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(
          command.get(0) + " is needed by the profile ffmpeg; apt-get install ffmpeg", e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  /** What ffprobe says of a blob, with frames counted. */
  static JsonNode probe(BlobStore blobs, String key, Path directory) throws Exception {
    Path file = Files.createTempFile(directory, "probe", key.substring(key.lastIndexOf('.')));
    try (BlobReader reader = blobs.get(key)) {
      reader.saveTo(file);
    }
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-count_frames"));
    command.addAll(List.of("-show_streams", "-show_format", "-of", "json", file.toString()));
    return new ObjectMapper().readTree(run(command));
  }

  static JsonNode stream(JsonNode probe, String type) {
    for (JsonNode stream : probe.get("streams")) {
      if (stream.get("codec_type").asText().equals(type)) {
        return stream;
      }
    }
    throw new AssertionError("no " + type + " in " + probe);
  }

  static double seconds(JsonNode probe) {
    return probe.get("format").get("duration").asDouble();
  }
}
