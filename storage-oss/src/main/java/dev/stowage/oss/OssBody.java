package dev.stowage.oss;

import dev.stowage.http.HttpBody;
import dev.stowage.spi.BlobContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a request: bytes, or a content on its way through. */
final class OssBody implements HttpBody {
  private final @Nullable BlobContent content;
  private final byte[] bytes;

  private OssBody(@Nullable BlobContent content, byte[] bytes) {
    this.content = content;
    this.bytes = bytes;
  }

  static OssBody of(byte[] bytes) {
    return new OssBody(null, bytes);
  }

  static OssBody of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static OssBody of(BlobContent content) {
    return new OssBody(content, new byte[0]);
  }

  static OssBody empty() {
    return of(new byte[0]);
  }

  @Override
  public long length() {
    return content == null ? bytes.length : content.size();
  }

  boolean replayable() {
    return content == null || content.replayable();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (content == null) {
      out.write(bytes);
    } else {
      content.writeTo(out);
    }
  }

  InputStream open() throws IOException {
    return content == null ? new ByteArrayInputStream(bytes) : content.open();
  }
}
