/**
 * Blobs: named byte sequences in a container, on any provider.
 *
 * <pre>{@code
 * try (BlobStore store = BlobStore.open("file:///tmp/results")) {
 *   store.put("a.txt", BlobBody.of("hello"));
 *   try (BlobReader reader = store.get("a.txt")) {
 *     System.out.println(reader.text());
 *   }
 *   store.list("").forEach(blob -> System.out.println(blob.key() + " " + blob.size()));
 * }
 * }</pre>
 *
 * <p><b>Keys</b> are opaque Unicode strings, never trimmed, escaped or normalised; listings come in
 * the order of their UTF-8 bytes. <b>Writing</b> is all or nothing: readers see the old blob or the
 * new one whole, and {@code close()} never publishes. <b>Conditions</b> are honoured or refused.
 * <b>Integrity</b> is checked both ways without being asked for.
 */
@NullMarked
package dev.stowage.blob;

import org.jspecify.annotations.NullMarked;
