package dev.stowage.fakes.oci;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/** A self-signed certificate of an instance, whose subject names its tenancy. */
final class OciCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8 = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final byte[] COMMON_NAME = {0x06, 3, 0x55, 4, 3};
  private static final byte[] UNIT = {0x06, 3, 0x55, 4, 11};

  /** SHA-256 with RSA, without parameters. */
  private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private final KeyPair pair;
  private final byte[] encoded;

  OciCertificate(KeyPair pair, String tenancy, Instant now) {
    this.pair = pair;
    byte[] name =
        der(
            SEQUENCE,
            der(SET, der(SEQUENCE, COMMON_NAME, text("ocid1.instance.oc1.phx.stowagefake"))),
            der(SET, der(SEQUENCE, UNIT, text("opc-tenant:" + tenancy))));
    byte[] validity =
        der(SEQUENCE, time(now.minus(Duration.ofHours(1))), time(now.plus(Duration.ofDays(365))));
    byte[] content =
        der(
            SEQUENCE,
            der(INTEGER, new byte[] {1}),
            ALGORITHM,
            name,
            validity,
            name,
            pair.getPublic().getEncoded());
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      encoded = der(SEQUENCE, content, ALGORITHM, der(BIT_STRING, new byte[1], signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static byte[] text(String value) {
    return der(UTF8, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] time(Instant value) {
    return der(UTC_TIME, TIME.format(value).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[]... contents) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      inner.writeBytes(content);
    }
    ByteArrayOutputStream outer = new ByteArrayOutputStream();
    outer.write(tag);
    int length = inner.size();
    if (length < 0x80) {
      outer.write(length);
    } else if (length < 0x100) {
      outer.write(0x81);
      outer.write(length);
    } else {
      outer.write(0x82);
      outer.write(length >> 8);
      outer.write(length);
    }
    outer.writeBytes(inner.toByteArray());
    return outer.toByteArray();
  }

  KeyPair pair() {
    return pair;
  }

  String pem() {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END CERTIFICATE-----\n";
  }

  /** The certificate without the lines around it and the ends of lines, as it is sent. */
  String base64() {
    return Base64.getEncoder().encodeToString(encoded);
  }

  String fingerprint() {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(encoded);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
