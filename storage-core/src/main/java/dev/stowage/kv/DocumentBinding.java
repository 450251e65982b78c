package dev.stowage.kv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between documents and the caller's own types, through Jackson's tokens rather than through text,
 * so that bytes, instants and numbers stay what they are.
 */
final class DocumentBinding {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new DocumentModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private DocumentBinding() {}

  /** Maps, lists and scalars; not yet in their kept form. */
  static @Nullable Object toTree(Object source) {
    try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
      MAPPER.writeValue(tokens, source);
      JsonParser in = tokens.asParser();
      in.nextToken();
      Object tree = read(in);
      if (tree != null && tree.getClass() == source.getClass() && !(tree instanceof Map)) {
        throw StorageException.invalidArgument(
            "a document cannot hold a " + source.getClass().getName());
      }
      return tree;
    } catch (JsonMappingException e) {
      throw own(e, "a " + source.getClass().getName() + " cannot be stored: ");
    } catch (IOException e) {
      throw refused("a " + source.getClass().getName() + " cannot be stored: ", e);
    }
  }

  static <T> T toObject(Document document, Class<T> type) {
    try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
      write(tokens, document);
      return MAPPER.readValue(tokens.asParser(), type);
    } catch (JsonMappingException e) {
      throw own(e, "the document does not fit " + type.getName() + ": ");
    } catch (IOException e) {
      throw refused("the document does not fit " + type.getName() + ": ", e);
    }
  }

  /** Jackson wraps what our own checks throw within it. */
  private static StorageException own(JsonMappingException e, String what) {
    return e.getCause() instanceof StorageException known ? known : refused(what, e);
  }

  private static StorageException refused(String what, IOException e) {
    String words =
        e instanceof com.fasterxml.jackson.core.JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(e.getMessage());
    return StorageException.builder(ErrorCode.INVALID_ARGUMENT, what + words).cause(e).build();
  }

  private static @Nullable Object read(JsonParser in) throws IOException {
    JsonToken token = in.currentToken();
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          fields.put(name, read(in));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          list.add(read(in));
        }
        yield list;
      }
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_EMBEDDED_OBJECT -> in.getEmbeddedObject();
      default -> null;
    };
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value instanceof Document document) {
      out.writeStartObject();
      for (Map.Entry<String, @Nullable Object> field : document.kept().entrySet()) {
        out.writeFieldName(field.getKey());
        write(out, field.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object element : list) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (value instanceof Binary bytes) {
      out.writeEmbeddedObject(bytes.copy());
    } else if (value instanceof Instant instant) {
      out.writeEmbeddedObject(instant);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof String text) {
      out.writeString(text);
    } else {
      out.writeNull();
    }
  }
}
