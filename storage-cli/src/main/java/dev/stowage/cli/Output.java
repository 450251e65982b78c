package dev.stowage.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Results on standard output: lines of text, or one JSON object per line. UTF-8 whatever the
 * platform says. When nobody reads any more the command ends quietly.
 */
final class Output implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private final Writer out;
  private final boolean json;

  Output(Writer out, boolean json) {
    this.out = out;
    this.json = json;
  }

  static Output open(boolean json) {
    return new Output(standard(), json);
  }

  static Writer standard() {
    return new OutputStreamWriter(standardStream(), StandardCharsets.UTF_8);
  }

  static OutputStream standardStream() {
    return new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 64 * 1024);
  }

  boolean isJson() {
    return json;
  }

  /** A row of a JSON result. */
  static Map<String, Object> row() {
    return new LinkedHashMap<>();
  }

  void line(String text) {
    write(text);
  }

  /** A line that is JSON already. */
  void text(String json) {
    write(json);
  }

  void json(Map<String, Object> row) {
    try {
      write(JSON.writeValueAsString(row));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      out.write(text);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to standard output: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to standard output: " + e.getMessage(), e);
    }
  }
}
