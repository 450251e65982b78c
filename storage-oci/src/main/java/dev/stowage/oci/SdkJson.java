package dev.stowage.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.impl.SimpleBeanPropertyFilter;
import com.fasterxml.jackson.databind.ser.impl.SimpleFilterProvider;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import com.oracle.bmc.http.client.Serializer;
import com.oracle.bmc.http.client.internal.ExplicitlySetBmcModel;
import java.io.IOException;
import java.util.List;

/**
 * JSON as the SDK's models want it: what was never set is left out, and a null that was is kept.
 */
final class SdkJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
          .setDateFormat(new StdDateFormat().withColonInTimeZone(true))
          .setFilterProvider(
              new SimpleFilterProvider()
                  .addFilter(ExplicitlySetBmcModel.EXPLICITLY_SET_FILTER_NAME, new WasSet()));

  static final Serializer SERIALIZER =
      new Serializer() {
        @Override
        public <T> T readValue(String text, Class<T> type) throws IOException {
          return MAPPER.readValue(text, type);
        }

        @Override
        public <T> T readValue(byte[] bytes, Class<T> type) throws IOException {
          return MAPPER.readValue(bytes, type);
        }

        @Override
        public String writeValueAsString(Object value) throws IOException {
          return MAPPER.writeValueAsString(value);
        }
      };

  private SdkJson() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a model of the SDK's cannot be written as JSON", e);
    }
  }

  static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    return type == String.class
        ? type.cast(MAPPER.readValue(bytes, String.class))
        : MAPPER.readValue(bytes, type);
  }

  static <T> List<T> readList(byte[] bytes, Class<T> type) throws IOException {
    return MAPPER.readValue(
        bytes, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
  }

  private static final class WasSet extends SimpleBeanPropertyFilter {
    @Override
    public void serializeAsField(
        Object pojo, JsonGenerator json, SerializerProvider provider, PropertyWriter writer)
        throws Exception {
      boolean there = !(writer instanceof BeanPropertyWriter bean) || bean.get(pojo) != null;
      boolean set =
          pojo instanceof ExplicitlySetBmcModel model
              && model.wasPropertyExplicitlySet(writer.getName());
      if (there || set) {
        writer.serializeAsField(pojo, json, provider);
      }
    }
  }
}
