package dev.stowage.kv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The exact JSON form of documents; {@link Document#toJson()} describes it. */
final class DocumentJson {
  private static final String BYTES = "$bytes";
  private static final String INSTANT = "$instant";
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private DocumentJson() {}

  static String write(Document document) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(out, document);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  static Document read(String json) {
    try (JsonParser in = FACTORY.createParser(json)) {
      in.nextToken();
      Object value = read(in);
      if (value instanceof Document document && in.nextToken() == null) {
        return document;
      }
      throw StorageException.invalidArgument("the JSON is not one object");
    } catch (IOException e) {
      throw StorageException.builder(ErrorCode.INVALID_ARGUMENT, "malformed JSON: " + reason(e))
          .cause(e)
          .build();
    }
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Boolean b) {
      out.writeBoolean(b);
    } else if (value instanceof String s) {
      out.writeString(s);
    } else if (value instanceof Long l) {
      out.writeNumber(l);
    } else if (value instanceof Double d) {
      out.writeNumber(d);
    } else if (value instanceof BigDecimal d) {
      out.writeNumber(d);
    } else if (value instanceof Binary bytes) {
      writeTagged(out, BYTES, Base64.getEncoder().encodeToString(bytes.copy()));
    } else if (value instanceof Instant instant) {
      writeTagged(out, INSTANT, instant.toString());
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else {
      writeFields(out, ((Document) value).kept());
    }
  }

  private static void writeTagged(JsonGenerator out, String tag, String text) throws IOException {
    out.writeStartObject();
    out.writeStringField(tag, text);
    out.writeEndObject();
  }

  private static void writeFields(JsonGenerator out, Map<String, @Nullable Object> fields)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
      String name = field.getKey();
      out.writeFieldName(fields.size() == 1 && looksTagged(name) ? "$" + name : name);
      write(out, field.getValue());
    }
    out.writeEndObject();
  }

  private static boolean looksTagged(String name) {
    String bare = name.replaceFirst("^\\$+", "\\$");
    return bare.equals(BYTES) || bare.equals(INSTANT);
  }

  private static @Nullable Object read(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    if (token == null) {
      throw StorageException.invalidArgument("the JSON ends too early");
    }
    return switch (token) {
      case START_OBJECT -> readObject(in);
      case START_ARRAY -> readArray(in);
      case VALUE_STRING -> DocumentValues.canonical(in.getText());
      case VALUE_NUMBER_INT -> Numbers.canonical(in.getNumberValue());
      case VALUE_NUMBER_FLOAT -> readFraction(in);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** A decimal has no negative zero, a double has. */
  private static Object readFraction(JsonParser in) throws IOException {
    BigDecimal exact = in.getDecimalValue();
    boolean negativeZero = exact.signum() == 0 && in.getText().startsWith("-");
    return negativeZero ? (Object) (-0.0) : Numbers.canonical(exact);
  }

  private static List<@Nullable Object> readArray(JsonParser in) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(read(in));
    }
    return Collections.unmodifiableList(list);
  }

  private static Object readObject(JsonParser in) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = DocumentValues.checkName(in.currentName());
      in.nextToken();
      fields.put(name, read(in));
    }
    if (fields.size() == 1) {
      Map.Entry<String, @Nullable Object> only = fields.entrySet().iterator().next();
      String name = only.getKey();
      if (looksTagged(name)) {
        return name.startsWith("$$")
            ? new Document(Collections.singletonMap(name.substring(1), only.getValue()))
            : untagged(name, only.getValue());
      }
    }
    return new Document(fields);
  }

  private static Object untagged(String tag, @Nullable Object value) {
    try {
      if (value instanceof String text) {
        return tag.equals(BYTES)
            ? new Binary(Base64.getDecoder().decode(text))
            : Instant.parse(text);
      }
      throw StorageException.invalidArgument("malformed " + tag + " in JSON: it must be a string");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw StorageException.builder(
              ErrorCode.INVALID_ARGUMENT, "malformed " + tag + " in JSON: " + e.getMessage())
          .cause(e)
          .build();
    }
  }

  private static String reason(IOException e) {
    return e instanceof com.fasterxml.jackson.core.JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }
}
