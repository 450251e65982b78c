package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/** A body as the SDK wants it. */
final class SdkBody extends BinaryData {
  private final OssBody body;

  SdkBody(OssBody body) {
    this.body = body;
  }

  OssBody body() {
    return body;
  }

  @Override
  public byte[] toBytes() {
    try (InputStream in = body.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream toStream() {
    try {
      return body.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(toBytes());
  }

  @Override
  public ReadableByteChannel toByteChannel() {
    return Channels.newChannel(toStream());
  }

  @Override
  public Long getLength() {
    return body.length();
  }

  @Override
  public boolean isReplayable() {
    return body.replayable();
  }

  @Override
  public String toString() {
    return body.length() + " bytes";
  }
}
