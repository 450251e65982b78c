package dev.stowage.kv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson needs its optional modules for: instants, {@link Optional}, and documents within.
 */
final class DocumentModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  DocumentModule() {
    super("stowage-documents");
    addSerializer(new Embedded<>(Instant.class));
    addSerializer(new Embedded<>(Document.class));
    addSerializer(new OptionalSerializer());
    addDeserializer(Instant.class, new InstantDeserializer());
    addDeserializer(Document.class, new DocumentDeserializer());
    addDeserializer(Optional.class, new OptionalDeserializer(null));
  }

  private static final class Embedded<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    Embedded(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeEmbeddedObject(value);
    }
  }

  private static final class OptionalSerializer extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class, false);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Optional<?> value) {
      return value.isEmpty();
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), out);
    }
  }

  private static final class InstantDeserializer extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantDeserializer() {
      super(Instant.class);
    }

    @Override
    public @Nullable Instant deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      if (in.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
          && in.getEmbeddedObject() instanceof Instant instant) {
        return instant;
      }
      try {
        return Instant.parse(in.getText());
      } catch (DateTimeException e) {
        return (Instant)
            context.handleWeirdStringValue(Instant.class, in.getText(), "not an ISO-8601 instant");
      }
    }
  }

  private static final class DocumentDeserializer extends StdDeserializer<Document> {
    private static final long serialVersionUID = 1L;

    DocumentDeserializer() {
      super(Document.class);
    }

    @Override
    public Document deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Document.of(context.readValue(in, java.util.Map.class));
    }
  }

  private static final class OptionalDeserializer extends StdDeserializer<Optional<?>>
      implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    private final @Nullable JavaType content;

    OptionalDeserializer(@Nullable JavaType content) {
      super(Optional.class);
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType asked = context.getContextualType();
      JavaType type = asked == null && property != null ? property.getType() : asked;
      JavaType inner = type == null ? null : type.containedType(0);
      return new OptionalDeserializer(inner);
    }

    @Override
    public Optional<?> deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      JavaType type = content == null ? context.constructType(Object.class) : content;
      return Optional.ofNullable(context.readValue(in, type));
    }

    @Override
    public Optional<?> getNullValue(DeserializationContext context) {
      return Optional.empty();
    }

    @Override
    public Optional<?> getAbsentValue(DeserializationContext context) {
      return Optional.empty();
    }
  }
}
