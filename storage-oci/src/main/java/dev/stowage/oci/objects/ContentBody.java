package dev.stowage.oci.objects;

import dev.stowage.http.HttpBody;
import dev.stowage.spi.BlobContent;
import java.io.IOException;
import java.io.OutputStream;

/** A content as the body of a request. */
record ContentBody(BlobContent content) implements HttpBody {
  @Override
  public long length() {
    return content.size();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    content.writeTo(out);
  }
}
