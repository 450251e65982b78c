package dev.stowage.s3;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.wire.WireTimes;
import dev.stowage.wire.XmlListing;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The documents of the protocol as our values, and the other way round. */
final class S3Xml {
  private static final String NAMESPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

  private S3Xml() {}

  static ListPage list(XmlNode root) throws IOException {
    boolean encoded = XmlListing.encoded(root);
    List<BlobInfo> blobs = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (XmlNode node : root.children()) {
      if (node.name().equals("Contents")) {
        blobs.add(info(node, encoded).build());
      } else if (node.name().equals("CommonPrefixes")) {
        prefixes.add(XmlListing.decoded(node.of("Prefix"), encoded));
      }
    }
    return new ListPage(
        blobs, prefixes, XmlListing.next(root, () -> root.of("NextContinuationToken"), "listing"));
  }

  private static BlobInfo.Builder info(XmlNode node, boolean encoded) throws IOException {
    String storageClass = node.of("StorageClass");
    return BlobInfo.builder(
            XmlListing.decoded(node.of("Key"), encoded), XmlListing.number(node.of("Size")))
        .etag(node.of("ETag"))
        .modified(WireTimes.timestamp(node.of("LastModified")))
        .storageClass(storageClass.isEmpty() ? null : storageClass);
  }

  static Page<BlobVersion> versions(XmlNode root) throws IOException {
    boolean encoded = XmlListing.encoded(root);
    List<BlobVersion> versions = new ArrayList<>();
    for (XmlNode node : root.all("Version", "DeleteMarker")) {
      boolean marker = node.name().equals("DeleteMarker");
      BlobInfo.Builder info =
          marker
              ? BlobInfo.builder(XmlListing.decoded(node.of("Key"), encoded), 0)
                  .modified(WireTimes.timestamp(node.of("LastModified")))
              : info(node, encoded);
      versions.add(
          new BlobVersion(
              info.version(node.of("VersionId")).build(),
              node.of("IsLatest").equals("true"),
              marker));
    }
    return new Page<>(
        versions,
        XmlListing.next(
            root,
            () ->
                cursor(
                    XmlListing.decoded(root.of("NextKeyMarker"), encoded),
                    root.of("NextVersionIdMarker")),
            "listing of versions"));
  }

  static Page<PendingUpload> uploads(XmlNode root) throws IOException {
    boolean encoded = XmlListing.encoded(root);
    List<PendingUpload> uploads = new ArrayList<>();
    for (XmlNode node : root.all("Upload")) {
      uploads.add(
          new PendingUpload(
              XmlListing.decoded(node.of("Key"), encoded),
              node.of("UploadId"),
              WireTimes.timestamp(node.of("Initiated"))));
    }
    return new Page<>(
        uploads,
        XmlListing.next(
            root,
            () ->
                cursor(
                    XmlListing.decoded(root.of("NextKeyMarker"), encoded),
                    root.of("NextUploadIdMarker")),
            "listing of uploads"));
  }

  static Page<UploadPart> parts(XmlNode root, Sums sums) throws IOException {
    List<UploadPart> parts = new ArrayList<>();
    for (XmlNode node : root.all("Part")) {
      parts.add(
          new UploadPart(
              (int) XmlListing.number(node.of("PartNumber")),
              XmlListing.number(node.of("Size")),
              node.of("ETag"),
              sums.ofPart(node.of("ETag"), fields(node))));
    }
    return new Page<>(
        parts, XmlListing.next(root, () -> root.of("NextPartNumberMarker"), "listing of parts"));
  }

  static Page<ContainerInfo> buckets(XmlNode root) {
    List<ContainerInfo> buckets = new ArrayList<>();
    for (XmlNode list : root.all("Buckets")) {
      for (XmlNode node : list.all("Bucket")) {
        buckets.add(
            new ContainerInfo(
                node.of("Name"), Optional.of(WireTimes.timestamp(node.of("CreationDate")))));
      }
    }
    String token = root.of("ContinuationToken");
    return new Page<>(buckets, token.isEmpty() ? Optional.empty() : Optional.of(token));
  }

  static Map<String, String> tags(XmlNode root) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (XmlNode set : root.all("TagSet")) {
      set.all("Tag").forEach(tag -> tags.put(tag.of("Key"), tag.of("Value")));
    }
    return tags;
  }

  /** The keys that were not deleted, with code and message; the request asked for no others. */
  static Map<String, List<String>> deleteErrors(XmlNode root) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    root.all("Error").forEach(e -> errors.put(e.of("Key"), List.of(e.of("Code"), e.of("Message"))));
    return errors;
  }

  static Map<String, String> fields(XmlNode node) {
    Map<String, String> fields = new LinkedHashMap<>();
    node.children().forEach(child -> fields.put(child.name(), child.text()));
    return fields;
  }

  static String deleteRequest(List<String> keys) {
    StringBuilder xml =
        new StringBuilder("<Delete").append(NAMESPACE).append("><Quiet>true</Quiet>");
    for (String key : keys) {
      xml.append("<Object><Key>").append(XmlNode.escape(key)).append("</Key></Object>");
    }
    return xml.append("</Delete>").toString();
  }

  static String completeRequest(List<UploadPart> parts, Sums sums) {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload").append(NAMESPACE).append('>');
    for (UploadPart part : parts) {
      xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>");
      xml.append(XmlNode.escape(part.etag())).append("</ETag>");
      sums.ofUploads()
          .map(part.checksums()::get)
          .ifPresent(
              sum -> {
                String name = Sums.element(sum.algorithm());
                xml.append('<').append(name).append('>').append(sum.base64());
                xml.append("</").append(name).append('>');
              });
      xml.append("</Part>");
    }
    return xml.append("</CompleteMultipartUpload>").toString();
  }

  static String bucketRequest(String location) {
    return "<CreateBucketConfiguration"
        + NAMESPACE
        + "><LocationConstraint>"
        + XmlNode.escape(location)
        + "</LocationConstraint></CreateBucketConfiguration>";
  }

  /** Two markers as one text. */
  static String cursor(String key, String id) {
    return S3Endpoint.encodeAll(key) + "&" + S3Endpoint.encodeAll(id);
  }

  /** The two markers of a cursor; both empty for none. */
  static String[] markers(String cursor) {
    int and = cursor.indexOf('&');
    return and < 0
        ? new String[] {"", ""}
        : new String[] {
          URLDecoder.decode(cursor.substring(0, and), StandardCharsets.UTF_8),
          URLDecoder.decode(cursor.substring(and + 1), StandardCharsets.UTF_8)
        };
  }
}
