package dev.stowage.examples;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.swift.Segment;
import dev.stowage.swift.SwiftClient;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Every step of NAVER's guide to Archive Storage: containers, objects, a directory, an object of 10
 * MiB segments, its segments, its end. Runs against any Swift; the account's URL is the argument:
 *
 * <pre>
 * SwiftWalkthrough naver:?project-id=…&amp;user-domain-id=…
 * </pre>
 *
 * with the access key in {@code OS_USERNAME} and the secret key in {@code OS_PASSWORD}.
 */
public final class SwiftWalkthrough {
  private static final int SEGMENT = 10 << 20;
  private static final String CONTAINER = "sample-container";
  private static final String SEGMENTS = "segment-container";

  private SwiftWalkthrough() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: SwiftWalkthrough swift:?region=RegionOne");
      System.exit(2);
    }
    Path file = Files.createTempFile("stowage-video", ".mp4");
    try (BlobService service = BlobService.open(args[0]);
        SwiftClient client = SwiftClient.open(args[0], OpenOptions.defaults())) {
      containers(service);
      try (BlobStore store = client.store(CONTAINER)) {
        objects(client, store);
        largeObject(client, store, video(file));
      }
      service.delete(SEGMENTS);
      service.delete(CONTAINER);
      System.out.println("containers deleted: " + !service.exists(CONTAINER));
    } finally {
      Files.delete(file);
    }
  }

  private static void containers(BlobService service) {
    System.out.println("container created: " + service.create(CONTAINER));
    System.out.println("once more: " + service.create(CONTAINER));
    service.create(SEGMENTS);
    try (Stream<String> names = service.list().map(container -> container.name())) {
      System.out.println(
          "listed: "
              + names.filter(name -> name.equals(CONTAINER) || name.equals(SEGMENTS)).toList());
    }
  }

  private static void objects(SwiftClient client, BlobStore store) throws IOException {
    PutOptions text = PutOptions.defaults().withContentType("text/plain");
    PutResult put = store.put("sample-object.txt", BlobBody.of("Bytes, not text: \u00e9"), text);
    System.out.println("object, " + put.size() + " bytes");
    client.objects(CONTAINER).putDirectory("sample-directory");
    try (Stream<BlobInfo> all = store.list("")) {
      all.forEach(info -> System.out.println("  " + info.key() + " " + info.contentType()));
    }
    try (BlobReader reader = store.get("sample-object.txt")) {
      System.out.println("downloaded: " + reader.text());
    }
    store.delete("sample-object.txt");
    store.delete("sample-directory");
  }

  /** Something with a size that no number of segments divides. */
  private static Path video(Path file) throws IOException {
    byte[] bytes = new byte[2 * SEGMENT + 12_345];
    new Random(1).nextBytes(bytes);
    return Files.write(file, bytes);
  }

  /** Segment by segment as the guide does it; {@code store.put} of a stream does all of this. */
  private static void largeObject(SwiftClient client, BlobStore store, Path file)
      throws IOException {
    List<Segment> segments = new ArrayList<>();
    try (BlobStore parts = client.store(SEGMENTS);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long at = 0; at < channel.size(); at += SEGMENT) {
        long size = Math.min(SEGMENT, channel.size() - at);
        String name = "segments-for-video.mp4/segment-" + (segments.size() + 1);
        PutResult part = parts.put(name, BlobBody.slice(file, at, size));
        segments.add(new Segment(SEGMENTS, name, size, part.etag()));
      }
    }
    PutOptions video = PutOptions.defaults().withContentType("video/mp4");
    client.objects(CONTAINER).putManifest("video.mp4", segments, video);
    for (Segment segment : client.objects(CONTAINER).segments("video.mp4")) {
      System.out.println("  " + segment.path() + " " + segment.size());
    }
    try (BlobReader reader = store.get("video.mp4")) {
      boolean same = java.util.Arrays.equals(reader.bytes(), Files.readAllBytes(file));
      System.out.println("large object, the same bytes: " + same);
    }
    System.out.println(
        "deleted with its segments: " + client.objects(CONTAINER).deleteWithSegments("video.mp4"));
  }
}
