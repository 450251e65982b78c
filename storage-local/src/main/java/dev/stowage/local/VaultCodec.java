package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The index of a vault as bytes. */
final class VaultCodec {
  private static final int FORMAT = 1;
  private static final int PENDING = 1;
  private static final int DISABLED = 2;
  private static final int LABELLED = 4;

  private VaultCodec() {}

  static byte[] encode(VaultContent content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      put(out, content.headKey());
      out.writeInt(content.keeperKeys().size());
      for (byte[] key : content.keeperKeys()) {
        put(out, key);
      }
      out.writeInt(content.secrets().size());
      for (Map.Entry<String, VaultSecret> each : content.secrets().entrySet()) {
        put(out, each.getKey());
        encode(out, each.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void encode(DataOutputStream out, VaultSecret secret) throws IOException {
    out.writeInt(secret.current);
    out.writeInt(secret.previous);
    out.writeBoolean(secret.deletedFrom != null);
    put(out, secret.deletedFrom == null ? Instant.EPOCH : secret.deletedFrom);
    out.writeInt(secret.versions.size());
    for (VaultSecret.Version version : secret.versions) {
      int flags = version.pending ? PENDING : 0;
      flags |= version.enabled ? 0 : DISABLED;
      flags |= version.label == null ? 0 : LABELLED;
      out.writeByte(flags);
      put(out, version.sealed);
      put(out, version.label == null ? "" : version.label);
      put(out, version.token);
      put(out, version.created);
    }
  }

  static VaultContent decode(byte[] id, byte[] dataKey, byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    if (in.readInt() != FORMAT) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED, "the secret file was written by another version of Stowage");
    }
    VaultContent content = new VaultContent(id, dataKey, bytes(in));
    for (int keys = in.readInt(); keys > 0; keys--) {
      content.keeperKeys().add(bytes(in));
    }
    for (int secrets = in.readInt(); secrets > 0; secrets--) {
      content.secrets().put(text(in), secret(in));
    }
    return content;
  }

  private static VaultSecret secret(DataInputStream in) throws IOException {
    VaultSecret secret = new VaultSecret();
    secret.current = in.readInt();
    secret.previous = in.readInt();
    boolean deleted = in.readBoolean();
    Instant from = instant(in);
    secret.deletedFrom = deleted ? from : null;
    int versions = in.readInt();
    for (int number = 1; number <= versions; number++) {
      int flags = in.readByte();
      byte[] sealed = bytes(in);
      String label = text(in);
      @Nullable String given = (flags & LABELLED) == 0 ? null : label;
      VaultSecret.Version version =
          new VaultSecret.Version(number, sealed, given, text(in), instant(in));
      version.pending = (flags & PENDING) != 0;
      version.enabled = (flags & DISABLED) == 0;
      secret.versions.add(version);
    }
    return secret;
  }

  private static void put(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void put(DataOutputStream out, String text) throws IOException {
    put(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(DataOutputStream out, Instant time) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
