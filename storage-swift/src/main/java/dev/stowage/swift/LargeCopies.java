package dev.stowage.swift;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.swift.Manifests.Manifest;
import java.io.IOException;
import java.util.List;

/**
 * Copies of what is larger than one object can be: segment by segment, since two manifests over the
 * same segments would end with the first delete.
 */
final class LargeCopies {
  private final SwiftWire wire;
  private final String origin;
  private final SwiftUploads uploads;
  private final Generations generations;

  LargeCopies(SwiftWire wire, String origin, SwiftUploads uploads, Generations generations) {
    this.wire = wire;
    this.origin = origin;
    this.uploads = uploads;
    this.generations = generations;
  }

  PutResult copy(String fromKey, String toKey, CopyOptions options, BlobInfo source)
      throws IOException {
    Manifest manifest =
        Manifests.find(wire, origin, fromKey)
            .filter(found -> found.segments().stream().allMatch(s -> s.range() == null))
            .orElseThrow(
                () ->
                    new SwiftException(
                        413, "too large to be copied, and not made of whole segments", null, null));
    PutOptions attributes = options.attributesOf(source);
    String id = uploads.start(toKey, attributes);
    try {
      List<Segment> copies = uploads.copySegments(toKey, id, manifest.segments());
      PutResult result = uploads.publish(toKey, copies, attributes);
      generations.after(toKey, copies);
      uploads.finished(toKey, id);
      return result;
    } catch (IOException | RuntimeException e) {
      uploads.abort(toKey, id);
      throw e;
    }
  }
}
