package dev.stowage.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.http.HttpHeaders;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.XmlNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class S3RepliesTest {
  private final S3Replies replies = new S3Replies(new Sums(S3Config.builder("b").build()));

  @Test
  void checksum_ofAnEtag_onlyWhereItIsAnMd5() throws Exception {
    String etag = "\"d41d8cd98f00b204e9800998ecf8427e\"";
    HttpHeaders plain = HttpHeaders.of("ETag", etag, "Content-Length", "0");
    assertEquals(1, replies.whole("k", plain).checksums().size());
    for (HttpHeaders other :
        new HttpHeaders[] {
          HttpHeaders.of(
              "ETag", etag, "Content-Length", "0", "x-amz-server-side-encryption", "aws:kms"),
          HttpHeaders.of("ETag", "\"d41d8cd98f00b204e9800998ecf8427e-2\"", "Content-Length", "0")
        }) {
      assertEquals(0, replies.whole("k", other).checksums().size());
    }
  }

  @Test
  void checksum_ofParts_isNotOfTheWhole() throws Exception {
    HttpHeaders composite =
        HttpHeaders.of(
            "Content-Length", "9", "x-amz-checksum-crc32c", "AAAAAA==-3", "ETag", "\"x\"");
    assertEquals(0, replies.whole("k", composite).checksums().size());
    HttpHeaders typed =
        HttpHeaders.of(
            "Content-Length",
            "9",
            "x-amz-checksum-crc32c",
            "AAAAAA==",
            "ETag",
            "\"x\"",
            "x-amz-checksum-type",
            "COMPOSITE");
    assertEquals(0, replies.whole("k", typed).checksums().size());
  }

  @Test
  void contentEncoding_framingOfTheUpload_isTakenOff() throws Exception {
    HttpHeaders left =
        HttpHeaders.of("Content-Length", "9", "Content-Encoding", "gzip,aws-chunked");
    assertEquals("gzip", replies.whole("k", left).headers().contentEncoding().orElse(""));
    HttpHeaders only = HttpHeaders.of("Content-Length", "9", "Content-Encoding", "aws-chunked");
    assertEquals("", replies.whole("k", only).headers().contentEncoding().orElse(""));
  }

  @Test
  void xml_documentTypeAndTruncation_areRefused() {
    for (String bad :
        new String[] {"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a><b>", "", "no xml"}) {
      assertThrows(
          MalformedReplyException.class,
          () -> XmlNode.parse(new ByteArrayInputStream(bad.getBytes(StandardCharsets.UTF_8))),
          bad);
    }
  }

  @Test
  void listing_truncatedWithoutACursor_isNotTakenForTheEnd() throws Exception {
    XmlNode page =
        XmlNode.parse(
            new ByteArrayInputStream(
                "<L><IsTruncated>true</IsTruncated></L>".getBytes(StandardCharsets.UTF_8)));
    assertThrows(MalformedReplyException.class, () -> S3Xml.list(page));
  }
}
